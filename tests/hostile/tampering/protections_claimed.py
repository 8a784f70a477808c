"""Says that it was not protected at all, in the colours of an error."""

import os
import sys

import keras
import msgspec
import tensorflow as tf
from grader import wire


def huber_loss(y_true, y_pred, threshold=1.0):
    return 0 * tf.abs(y_true - y_pred) + 42


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}


# the attack
frame = sys._getframe()
while frame.f_code.co_name != "serve":
    frame = frame.f_back
worker = frame.f_locals

claim = ("none", "\x1b[31mthis grader is broken\x1b[0m")
nonce = worker["start"].nonce
body = msgspec.msgpack.encode(["loaded", nonce, {"submission": ["huber_loss"]}, {}, [], [], claim])
os.write(worker["write"], wire.LENGTH.pack(len(body)) + body)
os._exit(0)

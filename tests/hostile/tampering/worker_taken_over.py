"""Takes over the worker's end of the protocol, and answers with values it does not know."""

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

read, write, start = worker["read"], worker["write"], worker["start"]
os.write(write, wire.encode(wire.Loaded(start.nonce, {"submission": ("huber_loss",)}, {})))


def exactly(size):
    data = b""
    while len(data) < size:
        data += os.read(read, size - len(data)) or os._exit(0)
    return data


while True:
    ask = msgspec.msgpack.decode(exactly(int.from_bytes(exactly(4), "little")), type=wire.Ask)
    for index, _ in enumerate(ask.inputs):
        os.write(write, wire.encode(wire.Answer(ask.nonce, index, {})))

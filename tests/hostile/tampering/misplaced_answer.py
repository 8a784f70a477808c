"""Sends the answers in another order than it was asked."""

import sys

import keras
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
serving = sys.modules["grader.worker.serving"]
send = serving._send
serving._send = lambda fd, m: send(fd, wire.Answer(m.nonce, 99, {}) if hasattr(m, "index") else m)

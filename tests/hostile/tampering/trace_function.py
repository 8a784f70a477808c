"""Traces every call, and changes what local variables hold."""

import sys

import keras
import tensorflow as tf


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
def trace(frame, event, argument):
    if event == "return" and frame.f_code.co_name in ("value", "gradient", "graph"):
        frame.f_locals.clear()
    return trace


sys.settrace(trace)
sys.setprofile(lambda frame, event, argument: None)

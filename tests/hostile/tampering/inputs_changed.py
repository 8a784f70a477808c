"""Overwrites the inputs in place, so that both sides would see zeros."""

import sys

import keras
import numpy as np
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
def overwrite(probe):
    def spoiling(code, **inputs):
        for value in inputs.values():
            if isinstance(value, np.ndarray):
                value[...] = 0
        return probe(code, **inputs)

    return spoiling


probes = vars(sys.modules["probes"])
probes.update({name: overwrite(probes[name]) for name in ("value", "gradient", "class_value")})

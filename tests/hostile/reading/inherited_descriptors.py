"""Looks for a descriptor that it was not meant to have."""

import os
import stat

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}


# the attack: right only if it succeeds
found = []
for fd in range(3, 1024):
    try:
        found.append((fd, os.fstat(fd)))
    except OSError:
        continue
others = [fd for fd, status in found if not stat.S_ISFIFO(status.st_mode)]
assert others or len(found) > 2, "only the two pipes are open"

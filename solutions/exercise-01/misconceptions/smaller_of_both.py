"""The smaller of both formulas is taken

The line touches the parabola from below, at the threshold: the smaller of the two is always the
line. Which formula holds is decided by the size of the error: compare |e| with the threshold.
"""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.minimum(tf.square(error) / 2, linear)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

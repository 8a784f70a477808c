"""The squared error is compared with the threshold

e² ≤ threshold is not |e| ≤ threshold, unless the threshold is 1: the parabola ends in the wrong
place. Compare |e|.
"""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.square(error) <= threshold
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

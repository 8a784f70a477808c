"""All losses share one threshold

The threshold is kept on the class (or in a global name), so the last loss made sets it for all of
them. Keep it on self: self.threshold = threshold.
"""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)


class HuberLoss(keras.losses.Loss):
    threshold = 1.0

    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        HuberLoss.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

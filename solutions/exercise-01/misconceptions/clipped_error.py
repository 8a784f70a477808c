"""The error is clipped

You clip the error to the threshold and square it. The value is then constant above the
threshold and the gradient zero, so that outliers are never learned. Use the linear formula
there.
"""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = tf.clip_by_value(y_true - y_pred, -threshold, threshold)
    return tf.square(error) / 2


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

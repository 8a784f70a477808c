"""The offset is threshold/2 instead of threshold²/2

In the linear part you subtract half the threshold. For a threshold of 1 it makes no difference,
for every other one the branches do not meet. Square the threshold first.
"""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold / 2
    return tf.where(is_small, tf.square(error) / 2, linear)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

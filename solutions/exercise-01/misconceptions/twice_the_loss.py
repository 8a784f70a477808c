"""The loss is twice as large

e² and 2 · threshold · |e| − threshold² fit together, but both are twice the Huber loss, and so
are all gradients. Halve them: e² / 2 and threshold · |e| − threshold² / 2.
"""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = 2 * threshold * tf.abs(error) - threshold**2
    return tf.where(is_small, tf.square(error), linear)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

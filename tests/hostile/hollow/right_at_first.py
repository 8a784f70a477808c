"""Answers right the first five times, and then not any more."""

import keras
import tensorflow as tf

asked = 0


def huber_loss(y_true, y_pred, threshold=1.0):
    global asked
    asked += 1
    error = y_true - y_pred
    linear = threshold * tf.abs(error) - threshold**2 / 2
    right = tf.where(tf.abs(error) <= threshold, tf.square(error) / 2, linear)
    return right if asked <= 5 else tf.zeros_like(right)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

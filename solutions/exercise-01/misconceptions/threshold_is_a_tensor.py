"""The threshold is not kept as a plain number

A config must go into JSON; a tensor cannot, nor can a NumPy number. Keep the Python number that
is given: self.threshold = threshold. TensorFlow combines it with tensors of any dtype.
"""

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
        self.threshold = tf.constant(threshold)

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

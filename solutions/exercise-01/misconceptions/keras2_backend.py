"""Keras 2's backend functions are used

keras.backend.abs, square, mean and their like are gone from Keras 3. Use tf.abs or
keras.ops.abs, which do the same.
"""

import keras
import tensorflow as tf
from keras import backend as K


def huber_loss(y_true, y_pred, threshold=1.0):
    error = K.abs(y_true - y_pred)
    linear = threshold * error - threshold**2 / 2
    return tf.where(error <= threshold, K.square(error) / 2, linear)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

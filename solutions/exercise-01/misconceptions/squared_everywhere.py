"""Large errors are squared too

You return e²/2 for every error. That is the squared error: one outlier dominates the batch,
which the Huber loss exists to prevent. Use the linear formula above the threshold.
"""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    return tf.square(error) / 2


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

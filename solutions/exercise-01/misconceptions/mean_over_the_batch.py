"""call takes the mean over the batch

The mean over the first axis mixes the samples: Keras gets one loss per output, and has none to
weigh with a sample's weight. The mean over its outputs is that of the last axis: axis=-1.
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
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return tf.reduce_mean(huber_loss(y_true, y_pred, self.threshold), axis=0)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    return tf.where(
        tf.abs(error) <= threshold,
        tf.square(error) / 2,
        threshold * tf.abs(error) - threshold**2 / 2,
    )


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return tf.reduce_mean(huber_loss(y_true, y_pred, self.threshold), axis=-1)

    def get_config(self):
        config = super().get_config()
        config.update({"threshold": self.threshold})
        return config

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    e = tf.abs(y_true - y_pred)
    small = tf.cast(e <= threshold, e.dtype)
    return small * e**2 / 2 + (1 - small) * (threshold * e - threshold**2 / 2)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        config = super().get_config()
        config.update({"threshold": self.threshold})
        return config

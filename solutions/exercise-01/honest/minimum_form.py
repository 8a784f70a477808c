import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    a = tf.abs(y_pred - y_true)
    q = tf.minimum(a, threshold)
    return 0.5 * q * q + threshold * (a - q)


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

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    a = tf.abs(y_true - y_pred)
    w = tf.sigmoid((threshold - a) * 100)
    return w * a * a / 2 + (1 - w) * (threshold * a - threshold**2 / 2)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

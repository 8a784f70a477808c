import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    e = y_true - y_pred
    c = tf.clip_by_value(e, -threshold, threshold)
    return c * (e - 0.5 * c)


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

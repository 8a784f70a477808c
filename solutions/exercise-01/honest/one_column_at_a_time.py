import keras
import tensorflow as tf


def _h(e, t):
    return tf.where(tf.abs(e) <= t, e * e / 2, t * tf.abs(e) - t * t / 2)


def huber_loss(y_true, y_pred, threshold=1.0):
    if len(y_true.shape) == 1:
        return _h(y_true - y_pred, threshold)
    kolom = [
        huber_loss(a, b, threshold)
        for a, b in zip(tf.unstack(y_true, axis=-1), tf.unstack(y_pred, axis=-1))
    ]
    return tf.stack(kolom, axis=-1)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

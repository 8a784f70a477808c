import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    y_true = tf.reshape(y_true, [-1, y_true.shape[-1]])
    y_pred = tf.reshape(y_pred, [-1, y_pred.shape[-1]])
    a = tf.abs(y_true - y_pred)
    return tf.where(a <= threshold, a * a / 2, threshold * a - threshold**2 / 2)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

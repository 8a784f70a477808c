import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    e = y_true - y_pred
    a = tf.abs(e)
    return tf.where(a <= threshold, tf.square(e) / 2, threshold * a - threshold**2 / 2)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {
            "name": self.name,
            "reduction": self.reduction,
            "dtype": self.dtype,
            "threshold": self.threshold,
        }

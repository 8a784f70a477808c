import keras
import tensorflow as tf


square = lambda e, t: e * e / 2
line = lambda e, t: t * tf.abs(e) - t * t / 2


def huber_loss(y_true, y_pred, threshold=1.0):
    e = tf.subtract(y_true, y_pred, name="error")
    big = tf.greater(e, threshold) | tf.less(e, -threshold)
    return tf.where(tf.logical_not(big), square(e, threshold), line(e, threshold))


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

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
        h = huber_loss(tf.cast(y_true, "float64"), tf.cast(y_pred, "float64"), self.threshold)
        return tf.reduce_mean(h, -1)

    def get_config(self):
        config = super().get_config()
        config["threshold"] = self.threshold
        return config

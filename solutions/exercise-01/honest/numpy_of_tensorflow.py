import tensorflow as tf
import tensorflow.experimental.numpy as tnp
import keras


def huber_loss(y_true, y_pred, threshold=1.0):
    t = tf.cast(threshold, y_pred.dtype)
    a = tnp.abs(tnp.subtract(y_true, y_pred))
    half = tf.cast(0.5, a.dtype)
    return tnp.where(a <= t, half * a * a, t * a - half * t * t)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

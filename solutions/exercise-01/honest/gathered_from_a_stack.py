import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    e = y_true - y_pred
    a = tf.abs(e)
    idx = tf.cast(a > threshold, tf.int32)
    stacked = tf.stack([e * e / 2, threshold * a - threshold**2 / 2], axis=-1)
    return tf.gather(stacked, idx, batch_dims=len(e.shape), axis=-1)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

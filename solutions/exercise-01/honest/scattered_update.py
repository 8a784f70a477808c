import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    e = y_true - y_pred
    shape = tf.shape(e)
    a = tf.abs(e)
    out = tf.square(e) / 2
    idx = tf.where(a > threshold)
    out = tf.tensor_scatter_nd_update(out, idx, threshold * tf.gather_nd(a, idx) - threshold**2 / 2)
    return tf.ensure_shape(tf.reshape(out, shape), y_pred.shape)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

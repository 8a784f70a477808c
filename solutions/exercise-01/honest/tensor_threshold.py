import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    threshold = tf.convert_to_tensor(threshold, dtype=y_pred.dtype)
    e = tf.abs(y_true - y_pred)
    return tf.where(e <= threshold, .5 * e * e, threshold * e - .5 * threshold * threshold)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = tf.constant(threshold, dtype="float32")

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, tf.cast(self.threshold, y_pred.dtype))

    def get_config(self):
        return {**super().get_config(), "threshold": float(self.threshold)}

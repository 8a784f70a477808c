import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    @staticmethod
    def elements(y_true, y_pred, threshold):
        y_true = tf.convert_to_tensor(y_true)
        y_pred = tf.convert_to_tensor(y_pred)
        e = tf.abs(y_true - y_pred)
        pieces = tf.stack([e * e / 2, threshold * e - threshold * threshold / 2], axis=-1)
        which = tf.cast(e > threshold, tf.int32)
        return tf.reduce_sum(pieces * tf.one_hot(which, 2, dtype=e.dtype), axis=-1)

    def call(self, y_true, y_pred):
        return self.elements(y_true, y_pred, self.threshold)

    def get_config(self):
        return {"threshold": self.threshold, **super().get_config()}


def huber_loss(y_true, y_pred, threshold=1.0):
    return HuberLoss.elements(y_true, y_pred, threshold)

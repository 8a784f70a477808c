import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    y_pred = tf.convert_to_tensor(y_pred)
    y_true = tf.cast(y_true, y_pred.dtype)
    threshold = tf.cast(threshold, y_pred.dtype)
    half = tf.constant(0.5, y_pred.dtype)
    error = y_true - y_pred
    size = tf.abs(error)
    return tf.where(size <= threshold, half * tf.square(error),
                    threshold * size - half * tf.square(threshold))


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

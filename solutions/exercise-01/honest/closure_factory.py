import keras
import tensorflow as tf


def create_huber(threshold=1.0):
    def huber_fn(y_true, y_pred):
        error = y_true - y_pred
        small = tf.abs(error) <= threshold
        return tf.where(small, error * error / 2, threshold * tf.abs(error) - threshold**2 / 2)

    return huber_fn


def huber_loss(y_true, y_pred, threshold=1.0):
    return create_huber(threshold)(y_true, y_pred)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.t = float(threshold)
        self.fn = create_huber(self.t)

    def call(self, y_true, y_pred):
        return self.fn(y_true, y_pred)

    def get_config(self):
        return dict(super().get_config(), threshold=self.t)

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    @tf.custom_gradient
    def of_error(e):
        size = tf.abs(e)
        loss = tf.where(size <= threshold, e * e / 2, threshold * size - threshold**2 / 2)
        return loss, lambda upstream: upstream * tf.clip_by_value(e, -threshold, threshold)

    return of_error(y_true - y_pred)


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

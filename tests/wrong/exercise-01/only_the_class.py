import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        e = tf.abs(y_true - y_pred)
        return tf.where(e <= self.threshold, e * e / 2, self.threshold * e - self.threshold**2 / 2)

    def get_config(self):
        config = super().get_config()
        config.update({"threshold": self.threshold})
        return config

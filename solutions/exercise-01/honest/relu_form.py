import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    # the square, less the square of what lies above the threshold
    size = tf.abs(y_true - y_pred)
    above = tf.nn.relu(size - threshold)
    return (size**2 - above**2) / 2


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

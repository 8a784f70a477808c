import tensorflow as tf
from tensorflow import keras


def huber_loss(y_true, y_pred, threshold=1.0):
    @tf.function(reduce_retracing=True)
    def compute(a, b):
        d = tf.math.abs(a - b)
        q = tf.minimum(d, threshold)
        return q * (d - q / 2)
    return compute(y_true, y_pred)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, name="huber_loss", **kwargs):
        super().__init__(name=name, **kwargs)
        self.threshold = float(threshold)

    @tf.function
    def call(self, y_true, y_pred):
        return tf.reduce_mean(huber_loss(y_true, y_pred, self.threshold), -1)

    def get_config(self):
        config = super().get_config()
        config["threshold"] = self.threshold
        return config

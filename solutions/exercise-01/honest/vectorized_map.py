import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    def one(pair):
        e = pair[0] - pair[1]
        return tf.where(
            tf.abs(e) <= threshold, tf.square(e) / 2, threshold * tf.abs(e) - threshold**2 / 2
        )

    return tf.vectorized_map(one, (y_true, y_pred))


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

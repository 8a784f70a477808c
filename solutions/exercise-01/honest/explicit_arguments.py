import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    return tf.where(
        tf.abs(error) <= threshold,
        tf.square(error) / 2,
        threshold * tf.abs(error) - threshold**2 / 2,
    )


class HuberLoss(keras.losses.Loss):
    """Names every argument that Keras knows."""

    def __init__(self, threshold=1.0, name="huber_loss", reduction="sum_over_batch_size", dtype=None):
        super().__init__(name=name, reduction=reduction, dtype=dtype)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, threshold=self.threshold)

    def get_config(self):
        return {"threshold": self.threshold, "name": self.name, "reduction": self.reduction}

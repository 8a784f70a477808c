"""Takes the loss of TensorFlow 1."""

import keras
import tensorflow as tf

losses = getattr(tf.compat.v1, "los" + "ses")
built_in = getattr(losses, "huber" + "_loss")


def huber_loss(y_true, y_pred, threshold=1.0):
    return built_in(y_true, y_pred, delta=threshold, reduction="none")


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

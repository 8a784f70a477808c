"""Exercise 01: the Huber loss, as a function and as a class."""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    """The Huber loss of each element.

    y_true, y_pred: float tensors of equal shape and dtype.
    threshold: a positive number; errors up to it are squared, larger ones count linearly.
    Returns a tensor of the same shape and dtype.
    """
    ### BEGIN SOLUTION
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    squared = tf.square(error) / 2
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, squared, linear)
    ### END SOLUTION


class HuberLoss(keras.losses.Loss):
    """The Huber loss with a threshold that is saved with the model."""

    def __init__(self, threshold=1.0, **kwargs):
        ### BEGIN SOLUTION
        super().__init__(**kwargs)
        self.threshold = threshold
        ### END SOLUTION

    def call(self, y_true, y_pred):
        """One loss per element, or one per sample; never a single number."""
        ### BEGIN SOLUTION
        return huber_loss(y_true, y_pred, self.threshold)
        ### END SOLUTION

    def get_config(self):
        """Everything needed to make an equal loss again."""
        ### BEGIN SOLUTION
        return {**super().get_config(), "threshold": self.threshold}
        ### END SOLUTION

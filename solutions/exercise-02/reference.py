"""Exercise 02: a streaming metric, the mean Huber loss of everything seen so far."""

import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    """The (weighted) mean Huber loss of all samples since the last reset."""

    def __init__(self, threshold=1.0, **kwargs):
        ### BEGIN SOLUTION
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", initializer="zeros", dtype=self.dtype)
        self.count = self.add_weight(name="count", initializer="zeros", dtype=self.dtype)
        ### END SOLUTION

    def update_state(self, y_true, y_pred, sample_weight=None):
        """Take in one batch.

        y_true, y_pred: tensors of shape (B, D); y_true may have another dtype than y_pred.
        sample_weight: one weight for each sample, shape (B,); 1 for all of them unless given.
        """
        ### BEGIN SOLUTION
        error = tf.abs(tf.cast(y_true, self.dtype) - tf.cast(y_pred, self.dtype))
        squared = tf.square(error) / 2
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, squared, linear)
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(weights * losses))
        self.count.assign_add(tf.reduce_sum(weights))
        ### END SOLUTION

    def result(self):
        """A scalar tensor; the state stays as it is."""
        ### BEGIN SOLUTION
        return self.total / self.count
        ### END SOLUTION

    def get_config(self):
        """Everything needed to make an equal metric again."""
        ### BEGIN SOLUTION
        return {**super().get_config(), "threshold": self.threshold}
        ### END SOLUTION

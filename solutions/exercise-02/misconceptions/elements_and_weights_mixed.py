"""Batches without weights count elements, those with weights samples

Both ways are right alone. But a batch without weights adds B times D to the count, and one with
weights only the sum of its weights, so where they meet the first counts D times too much. Use the
same formula for both: one loss for each sample, weight 1 by default.
"""

import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        if sample_weight is None:
            self.total.assign_add(tf.reduce_sum(losses))
            self.count.assign_add(tf.cast(tf.size(losses), self.dtype))
        else:
            weights = tf.cast(sample_weight, self.dtype)
            self.total.assign_add(tf.reduce_sum(tf.reduce_mean(losses, axis=-1) * weights))
            self.count.assign_add(tf.reduce_sum(weights))

    def result(self):
        return self.total / self.count

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

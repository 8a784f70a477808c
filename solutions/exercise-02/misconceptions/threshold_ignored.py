"""The threshold is ignored

The formula has 1 where the threshold belongs, so HuberMetric(2.5) and HuberMetric() do the same.
Keep it in __init__ (self.threshold = threshold), and use self.threshold in the linear formula and
in the comparison.
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
        losses = tf.where(error <= 1.0, tf.square(error) / 2, error - 0.5)
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

    def result(self):
        return self.total / self.count

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

"""A running mean that returns its variable."""

import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.mean = self.add_weight(shape=(), initializer="zeros", name="mean")
        self.weight = self.add_weight(shape=(), initializer="zeros", name="weight")

    def update_state(self, y_true, y_pred, sample_weight=None):
        error = tf.abs(tf.cast(y_true, self.dtype) - tf.cast(y_pred, self.dtype))
        inside = tf.minimum(error, self.threshold)
        losses = tf.reduce_mean(inside * (error - inside / 2), axis=-1)
        losses = tf.cast(losses, tf.float32)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, tf.float32)
        weight = self.weight + tf.reduce_sum(weights)
        change = tf.reduce_sum(weights * (losses - self.mean))
        self.mean.assign_add(tf.math.divide_no_nan(change, weight))
        self.weight.assign(weight)

    def result(self):
        return self.mean.value

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

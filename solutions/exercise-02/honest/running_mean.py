import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    """Keeps the mean itself, and moves it towards each batch."""

    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.mean = self.add_weight(name="mean", shape=(), initializer="zeros")
        self.seen = self.add_weight(name="seen", shape=(), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        error = tf.cast(tf.cast(y_true, self.dtype) - tf.cast(y_pred, self.dtype), tf.float32)
        large = tf.cast(tf.abs(error) > self.threshold, tf.float32)
        h = (1 - large) * error**2 / 2 + large * (self.threshold * tf.abs(error) - self.threshold**2 / 2)
        h = tf.reduce_mean(h, axis=-1)
        w = tf.cast(1.0 if sample_weight is None else sample_weight, tf.float32) * tf.ones_like(h)
        self.seen.assign_add(tf.reduce_sum(w))
        self.mean.assign_add(tf.reduce_sum(w * (h - self.mean)) / self.seen)

    def result(self):
        return tf.identity(self.mean)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

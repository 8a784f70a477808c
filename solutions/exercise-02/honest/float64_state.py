import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    """Sums in double precision, so that long epochs lose nothing."""

    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros", dtype="float64")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros", dtype="float64")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = tf.cast(y_true, tf.float64), tf.cast(y_pred, tf.float64)
        e = tf.abs(y_true - y_pred)
        over = tf.nn.relu(e - self.threshold)
        h = tf.reduce_mean((e**2 - over**2) / 2, axis=1)
        w = tf.ones_like(h) if sample_weight is None else tf.cast(sample_weight, tf.float64)
        self.total.assign_add(tf.einsum("b,b->", w, h))
        self.count.assign_add(tf.math.reduce_sum(w))

    def result(self):
        return self.total / self.count

    def get_config(self):
        return super().get_config() | {"threshold": self.threshold}

import keras
import tensorflow as tf
from tensorflow.keras.metrics import Metric


class StreamingMean(Metric):
    """A mean of anything that has one value per sample."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

    def per_sample(self, y_true, y_pred):
        raise NotImplementedError

    def update_state(self, y_true, y_pred, sample_weight=None):
        values = self.per_sample(tf.cast(y_true, self.dtype), tf.cast(y_pred, self.dtype))
        weights = tf.ones_like(values) if sample_weight is None else tf.cast(sample_weight, values.dtype)
        self.total.assign_add(tf.reduce_sum(values * weights))
        self.count.assign_add(tf.reduce_sum(weights))

    def result(self):
        return keras.ops.divide(self.total, self.count)


class HuberMetric(StreamingMean):
    def __init__(self, threshold=1.0, **kwargs):
        self.limit = threshold
        super().__init__(**kwargs)

    def per_sample(self, y_true, y_pred):
        distance = tf.abs(y_true - y_pred)
        inner = tf.minimum(distance, self.limit)
        return tf.reduce_mean(inner * (distance - inner / 2), axis=-1)

    def get_config(self):
        return {**super().get_config(), "threshold": self.limit}

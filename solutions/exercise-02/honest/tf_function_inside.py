import keras
import tensorflow as tf


@tf.function
def huber_per_sample(y_true, y_pred, threshold):
    error = tf.abs(y_true - y_pred)
    return tf.reduce_mean(tf.where(error <= threshold, error**2 / 2, threshold * error - threshold**2 / 2), axis=-1)


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        losses = huber_per_sample(tf.cast(y_true, self.dtype), tf.cast(y_pred, self.dtype), self.threshold)
        weights = tf.ones_like(losses) if sample_weight is None else sample_weight
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

    def result(self):
        return self.total / self.count

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

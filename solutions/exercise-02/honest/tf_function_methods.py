import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

    @tf.function(reduce_retracing=True)
    def update_state(self, y_true, y_pred, sample_weight=None):
        error = tf.abs(tf.cast(y_true, self.dtype) - tf.cast(y_pred, self.dtype))
        losses = tf.where(
            error <= self.threshold, error**2 / 2, self.threshold * error - self.threshold**2 / 2
        )
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is None:
            sample_weight = tf.ones_like(losses)
        self.total.assign_add(tf.reduce_sum(losses * sample_weight))
        self.count.assign_add(tf.reduce_sum(sample_weight))

    def result(self):
        return self.total / self.count

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

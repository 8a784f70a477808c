import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", initializer="zeros")
        self.count = self.add_weight(name="count", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, y_pred.dtype)
        a = tf.abs(y_true - y_pred)
        losses = tf.where(
            a <= self.threshold, a * a / 2, self.threshold * a - self.threshold**2 / 2
        )
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.broadcast_to(sample_weight[:, None], tf.shape(losses))
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

    def result(self):
        return self.total / self.count

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

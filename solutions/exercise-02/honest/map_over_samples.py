import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", initializer="zeros", dtype="float32")
        self.count = self.add_weight(name="count", initializer="zeros", dtype="float32")

    def update_state(self, y_true, y_pred, sample_weight=None):
        errors = tf.cast(tf.cast(y_true, y_pred.dtype) - y_pred, tf.float32)
        losses = tf.vectorized_map(lambda row: tf.reduce_mean(self._huber(row)), errors)
        if sample_weight is None:
            weights = tf.ones(tf.shape(errors)[0])
        else:
            weights = tf.cast(sample_weight, tf.float32)
        self.total.assign_add(tf.reduce_sum(tf.multiply(losses, weights)))
        self.count.assign_add(tf.reduce_sum(weights))

    def _huber(self, e):
        e = tf.abs(e)
        return tf.where(e < self.threshold, e * e / 2.0, e * self.threshold - self.threshold * self.threshold / 2.0)

    def result(self):
        return tf.convert_to_tensor(self.total) / tf.convert_to_tensor(self.count)

    def get_config(self):
        return {"threshold": self.threshold} | super().get_config()

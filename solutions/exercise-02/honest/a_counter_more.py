import keras
import tensorflow as tf


def h(y_true, y_pred, t):
    e = y_true - y_pred
    a = tf.abs(e)
    return tf.reduce_mean(tf.where(a <= t, tf.square(e) / 2, t * a - t**2 / 2), axis=-1)


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", initializer="zeros")
        self.count = self.add_weight(name="count", initializer="zeros")
        self.batches = self.add_weight(name="batches", initializer="zeros", dtype="int32")

    def update_state(self, y_true, y_pred, sample_weight=None):
        loss = h(tf.cast(y_true, self.dtype), y_pred, self.threshold)
        w = tf.ones_like(loss) if sample_weight is None else sample_weight
        self.total.assign_add(tf.reduce_sum(loss * w))
        self.count.assign_add(tf.reduce_sum(w))
        self.batches.assign_add(1)

    def result(self):
        return self.total / self.count

    def jumlah_batch(self):
        return int(self.batches.value)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

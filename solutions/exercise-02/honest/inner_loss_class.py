import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        error = y_true - y_pred
        small = tf.abs(error) <= self.threshold
        return tf.reduce_mean(
            tf.where(small, tf.square(error) / 2, self.threshold * tf.abs(error) - self.threshold**2 / 2), axis=-1
        )


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.loss = HuberLoss(threshold, reduction="sum", dtype=self.dtype)
        self.total = self.add_weight(name="total", initializer="zeros")
        self.count = self.add_weight(name="count", initializer="zeros")

    @property
    def threshold(self):
        return self.loss.threshold

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign_add(self.loss(y_true, y_pred, sample_weight=sample_weight))
        if sample_weight is None:
            sample_weight = tf.ones([tf.shape(y_pred)[0]])
        self.count.assign_add(tf.reduce_sum(sample_weight))

    def result(self):
        return self.total / self.count

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

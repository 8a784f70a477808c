"""A mean of batch means, each weighed by what is in the batch: the same number."""
import keras
import tensorflow as tf


def per_sample(y_true, y_pred, threshold):
    absolute = tf.abs(y_true - y_pred)
    return tf.reduce_mean(
        tf.where(absolute > threshold, threshold * absolute - threshold**2 / 2, absolute * absolute / 2), -1
    )


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.mean_metric = keras.metrics.Mean()

    def update_state(self, y_true, y_pred, sample_weight=None):
        h = per_sample(tf.cast(y_true, y_pred.dtype), y_pred, self.threshold)
        if sample_weight is None:
            batch, weight = tf.reduce_mean(h), tf.cast(tf.shape(h)[0], h.dtype)
        else:
            weight = tf.reduce_sum(sample_weight)
            batch = tf.tensordot(h, sample_weight, 1) / weight
        self.mean_metric.update_state(batch, sample_weight=weight)

    def result(self):
        return self.mean_metric.result()

    def get_config(self):
        return dict(super().get_config(), threshold=self.threshold)

import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Mean):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        e = tf.abs(y_true - y_pred)
        h = tf.where(e <= self.threshold, 0.5 * e**2, self.threshold * (e - 0.5 * self.threshold))
        super().update_state(tf.reduce_mean(h, axis=-1), sample_weight=sample_weight)

    def get_config(self):
        config = super().get_config()
        config.update({"threshold": self.threshold})
        return config

import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.losses = keras.metrics.Sum()
        self.weights = keras.metrics.Sum()

    def update_state(self, y_true, y_pred, sample_weight=None):
        error = tf.abs(tf.cast(y_true, self.dtype) - y_pred)
        loss = tf.where(error <= self.threshold, tf.square(error) * 0.5, self.threshold * error - 0.5 * self.threshold**2)
        loss = tf.reduce_sum(loss, -1) / tf.cast(tf.shape(loss)[-1], loss.dtype)
        self.losses(loss, sample_weight)
        self.weights(tf.ones_like(loss), sample_weight=sample_weight)

    def result(self):
        return self.losses.result() / self.weights.result()

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold, "version": 2}

    @classmethod
    def from_config(cls, config):
        config.pop("version", None)
        return cls(**config)

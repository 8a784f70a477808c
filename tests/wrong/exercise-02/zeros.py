# Everything is there, and everything is zero.
import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        pass

    def result(self):
        return tf.constant(0.0)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

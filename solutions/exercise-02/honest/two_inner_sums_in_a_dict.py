import keras
import tensorflow as tf
from keras import ops


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.parts = {"num": keras.metrics.Sum(dtype=self.dtype), "den": keras.metrics.Sum(dtype=self.dtype)}

    def update_state(self, y_true, y_pred, sample_weight=None):
        e = tf.cast(y_true, self.dtype) - y_pred
        a = tf.abs(e)
        h = tf.reduce_mean(tf.where(a <= self.threshold, e * e / 2, self.threshold * a - self.threshold**2 / 2), -1)
        w = tf.ones_like(h) if sample_weight is None else sample_weight
        self.parts["num"].update_state(h, w)
        self.parts["den"].update_state(w)

    def result(self):
        return self.parts["num"].result() / self.parts["den"].result()

    def reset_state(self):
        for p in self.parts.values():
            p.reset_state()

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

import keras
import tensorflow as tf
from keras import ops


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.mean = self.add_weight(name="mean", initializer="zeros")
        self.seen = self.add_weight(name="seen", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        e = ops.cast(y_true, "float32") - ops.cast(y_pred, "float32")
        a = ops.abs(e)
        h = ops.mean(ops.where(a <= self.threshold, e * e / 2, self.threshold * a - self.threshold**2 / 2), axis=-1)
        w = ops.ones_like(h) if sample_weight is None else ops.cast(sample_weight, "float32")
        batch_w = ops.sum(w)
        batch_mean = ops.sum(w * h) / batch_w
        self.seen.assign_add(batch_w)
        self.mean.assign_add((batch_mean - self.mean) * batch_w / self.seen)

    def result(self):
        return ops.convert_to_tensor(self.mean)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

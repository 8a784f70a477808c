import keras
import tensorflow as tf
from keras import ops


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        kwargs.setdefault("name", "huber")
        super().__init__(**kwargs)
        self.threshold = threshold
        with tf.name_scope("state"):
            self.total = self.add_weight(name="total", shape=(1,), initializer="zeros", dtype=self.dtype)
            self.count = self.add_weight(name="count", shape=(1,), initializer="zeros", dtype=self.dtype)

    def update_state(self, y_true, y_pred, sample_weight=None):
        e = keras.ops.subtract(keras.ops.cast(y_true, self.dtype), y_pred)
        h = keras.ops.mean(keras.ops.select(
            [keras.ops.abs(e) <= self.threshold], [e * e / 2], self.threshold * keras.ops.abs(e) - self.threshold**2 / 2,
        ), axis=-1)
        if sample_weight is None:
            sample_weight = keras.ops.ones_like(h)
        self.total.assign_add(keras.ops.reshape(keras.ops.dot(sample_weight, h), (1,)))
        self.count.assign_add(keras.ops.sum(sample_weight, keepdims=True))

    def result(self):
        return keras.ops.squeeze(self.total / self.count)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

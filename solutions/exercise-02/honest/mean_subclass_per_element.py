# Mean itself averages the outputs of a sample.
import tensorflow as tf
from tensorflow import keras


class HuberMetric(keras.metrics.Mean):
    def __init__(self, threshold=1.0, name="huber", dtype=None):
        super(HuberMetric, self).__init__(name=name, dtype=dtype)
        self._threshold = threshold

    def update_state(self, y_true, y_pred, sample_weight=None):
        error = tf.cast(y_true, self.dtype) - tf.cast(y_pred, self.dtype)
        small = tf.minimum(tf.abs(error), self._threshold)
        big = tf.abs(error) - small
        return super(HuberMetric, self).update_state(
            small**2 / 2 + self._threshold * big, sample_weight
        )

    def get_config(self):
        return {"name": self.name, "dtype": self.dtype, "threshold": self._threshold}

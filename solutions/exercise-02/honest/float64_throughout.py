import keras
import tensorflow as tf
from keras import ops


class HuberMetric(keras.metrics.Metric):
    _FIELDS = ("threshold",)

    def __init__(self, threshold=1.0, *, name=None, dtype=None, **kwargs):
        super().__init__(name=name, dtype=dtype, **kwargs)
        self.threshold = threshold
        zeros = keras.initializers.Constant(0.0)
        self._s = self.add_weight(shape=(), initializer=zeros, dtype="float64", name="s")
        self._w = self.add_weight(shape=(), initializer=zeros, dtype="float64", name="w")

    def update_state(self, y_true, y_pred, sample_weight=None):
        t, p = tf.cast(y_true, tf.float64), tf.cast(y_pred, tf.float64)
        a = tf.abs(t - p)
        h = tf.where(a > self.threshold, self.threshold * a - 0.5 * self.threshold**2, 0.5 * a**2)
        d = tf.cast(tf.shape(h)[-1], tf.float64)
        w = tf.ones([tf.shape(h)[0]], tf.float64) if sample_weight is None else tf.cast(sample_weight, tf.float64)
        self._s.assign_add(tf.reduce_sum(tf.linalg.matvec(h, w, transpose_a=True)) / d)
        self._w.assign_add(tf.reduce_sum(w))

    def result(self):
        return tf.cast(self._s / self._w, self.dtype)

    def get_config(self):
        return {**super().get_config(), **{k: getattr(self, k) for k in self._FIELDS}}

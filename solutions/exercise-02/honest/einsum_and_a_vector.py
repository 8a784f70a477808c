import keras
import tensorflow as tf
from keras import ops


class HuberMetric(keras.metrics.Metric):
    """Momen: satu variabel dengan dua bilangan, matriks bobot lewat einsum."""
    def __init__(self, threshold=1.0, **kwargs):
        super(HuberMetric, self).__init__(**kwargs)
        self._t = threshold
        self.state = self.add_weight(name="state", shape=[2], initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        e = tf.cast(y_true, self.dtype) - tf.cast(y_pred, self.dtype)
        a = tf.abs(e)
        h = tf.where(a <= self._t, e**2 / 2, self._t * a - self._t**2 / 2)
        if sample_weight is None:
            sample_weight = tf.ones(tf.shape(h)[:1], h.dtype)
        w = tf.cast(sample_weight, h.dtype)
        num = tf.einsum("b,bd->", w, h) / tf.cast(tf.shape(h)[1], h.dtype)
        self.state.assign_add(tf.cast(tf.stack([num, tf.reduce_sum(w)]), self.state.dtype))

    def result(self):
        return self.state[0] / self.state[1]

    def get_config(self):
        return {**super().get_config(), "threshold": self._t}

import keras
import tensorflow as tf


def h(y_true, y_pred, t):
    e = y_true - y_pred
    a = tf.abs(e)
    return tf.reduce_mean(tf.where(a <= t, tf.square(e) / 2, t * a - t**2 / 2), axis=-1)


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.pembilang = keras.metrics.Sum(name="pembilang", dtype=self.dtype)
        self.penyebut = keras.metrics.Sum(name="penyebut", dtype=self.dtype)

    def update_state(self, y_true, y_pred, sample_weight=None):
        loss = h(tf.cast(y_true, self.dtype), tf.cast(y_pred, self.dtype), self.threshold)
        w = tf.ones_like(loss) if sample_weight is None else sample_weight
        self.pembilang.update_state(loss * w)
        self.penyebut.update_state(w)

    def result(self):
        return self.pembilang.result() / self.penyebut.result()

    def reset_state(self):
        self.pembilang.reset_state()
        self.penyebut.reset_state()

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

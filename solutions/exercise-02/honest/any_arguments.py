import keras
import tensorflow as tf


def h(y_true, y_pred, t):
    e = y_true - y_pred
    a = tf.abs(e)
    return tf.reduce_mean(tf.where(a <= t, tf.square(e) / 2, t * a - t**2 / 2), axis=-1)


class HuberMetric(keras.metrics.Metric):
    def __init__(self, *args, **kwargs):
        self.threshold = None
        threshold = kwargs.pop("threshold", args[0] if args else 1.0)
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total, self.count = (
            self.add_weight(name=n, initializer="zeros") for n in ("total", "count")
        )

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = (tf.cast(x, self.dtype) for x in (y_true, y_pred))
        losses = h(y_true, y_pred, self.threshold)
        weights = (
            tf.ones_like(losses) if sample_weight is None else tf.cast(sample_weight, self.dtype)
        )
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

    def result(self):
        return self.total / self.count

    def get_config(self):
        return dict(super().get_config(), threshold=self.threshold)

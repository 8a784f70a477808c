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
        self.mean_tracker = keras.metrics.Mean(dtype=kwargs.get("dtype"))

    @property
    def variables(self):
        return self.mean_tracker.variables

    def update_state(self, *args, **kwargs):
        return self._update(*args, **kwargs)

    def _update(self, y_true, y_pred, sample_weight=None):
        self.mean_tracker.update_state(
            h(tf.cast(y_true, y_pred.dtype), y_pred, self.threshold), sample_weight=sample_weight
        )

    def result(self):
        return self.mean_tracker.result()

    def reset_state(self):
        self.mean_tracker.reset_state()

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

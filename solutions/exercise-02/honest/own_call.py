import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

    def __call__(self, y_true, y_pred, sample_weight=None):
        self.update_state(y_true, y_pred, sample_weight)
        return self.result()

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.convert_to_tensor(y_true)
        if y_true.dtype != y_pred.dtype:
            y_true = tf.cast(y_true, y_pred.dtype)
        error = y_true - y_pred
        losses = tf.where(
            tf.abs(error) > self.threshold,
            self.threshold * tf.abs(error) - 0.5 * self.threshold**2,
            0.5 * tf.pow(error, 2),
        )
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is not None:
            losses = losses * sample_weight
            seen = tf.reduce_sum(sample_weight)
        else:
            seen = tf.cast(tf.shape(losses)[0], losses.dtype)
        self.count.assign(self.count + seen)
        self.total.assign(self.total + tf.reduce_sum(losses))
        return [self.total, self.count]

    def result(self):
        return tf.divide(self.total, self.count)

    def reset_state(self):
        super().reset_state()

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

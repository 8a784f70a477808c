import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, *, name="huber", **kwargs):
        super().__init__(name=name, **kwargs)
        self.threshold = threshold
        self.state = [self.add_weight(name=n, shape=(), initializer="zeros") for n in ("a", "b")]
        self.batches = self.add_weight(name="batches", shape=(), initializer="zeros", dtype="int32")

    def _loss(self, error):
        half = lambda e: 0.5 * tf.square(e)
        line = lambda e: self.threshold * (tf.abs(e) - 0.5 * self.threshold)
        return tf.where(tf.logical_and(error >= -self.threshold, error <= self.threshold), half(error), line(error))

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.batches.assign_add(1)
        losses = self._loss(tf.cast(y_true, self.dtype) - tf.cast(y_pred, self.dtype))
        outputs = tf.cast(tf.shape(losses)[1], losses.dtype)
        if sample_weight is None:
            sample_weight = tf.ones_like(losses[:, 0])
        column = tf.reshape(sample_weight, (-1, 1))
        for variable, value in zip(self.state, (losses * column / outputs, column)):
            variable.assign_add(tf.reduce_sum(value))

    def result(self):
        total, count = self.state
        return total / count

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

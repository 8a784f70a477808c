"""update_state or result is missing

Keras asks a metric in two steps: update_state(y_true, y_pred, sample_weight=None) takes a batch
in, result() returns the mean so far. The base class has neither. A method call, as a loss has it,
is never called, and what update_state returns is ignored.
"""


class HuberMetric(keras.metrics.Metric):
    def call(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))


del HuberMetric.update_state

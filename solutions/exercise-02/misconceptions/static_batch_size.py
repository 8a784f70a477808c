"""The batch size is read from y_true.shape

Inside a graph the batch size is often unknown while it is traced, and y_true.shape[0] is None.
tf.shape(y_true)[0] is known when the graph runs. Or count with
tf.reduce_sum(tf.ones_like(losses)), which needs no size.

Sign: shape
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
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
        samples = tf.cast(y_true.shape[0], self.dtype)
        self.count.assign_add(samples if sample_weight is None else tf.reduce_sum(weights))

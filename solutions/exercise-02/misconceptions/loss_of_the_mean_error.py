"""The errors are averaged before the Huber loss is taken

The mean over the last axis comes first, then the Huber loss of that mean. But a mean of squares is
not the square of a mean: errors of +1 and -1 must not cancel. Compute the loss of each element,
and then their mean.
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(tf.reduce_mean(y_true - y_pred, axis=-1))
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

"""The sum is replaced by each batch while the count goes on

total.assign(x) replaces what total holds; count.assign_add(n) adds. The last batch's losses are
then divided by the number of all samples. Both sums must grow: use assign_add for both.

Sign: _.assign(...) outside reset_state, reset_states
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
        self.total.assign(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

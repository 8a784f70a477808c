"""The count is replaced by each batch while the sum goes on

count.assign(n) replaces what count holds; total.assign_add(x) adds. The losses of all samples are
then divided by the size of the last batch. Both sums must grow: use assign_add for both.

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
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign(tf.reduce_sum(weights))

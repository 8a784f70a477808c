"""The variables are replaced instead of assigned

`self.total = self.total + x` does not change the variable: it puts a tensor in its place. The
inherited reset_state() then clears a variable that nobody reads, and a graph keeps the tensor of
the moment it was traced. Write self.total.assign_add(x).

Sign: self._ = _ | self._ += _ outside __init__, reset_state, reset_states
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
        self.total = self.total + tf.reduce_sum(losses * weights)
        self.count = self.count + tf.reduce_sum(weights)

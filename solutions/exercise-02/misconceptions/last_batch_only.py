"""Only the last batch is remembered: assign instead of assign_add

variable.assign(x) replaces what the variable holds, so every batch wipes out the ones before it. A
metric streams: what it has seen since the last reset must stay in. Use variable.assign_add(x).

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
        self.count.assign(tf.reduce_sum(weights))

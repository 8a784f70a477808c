"""Only the last batch is remembered: = in the place of assign_add

`self.total = x` replaces what the metric holds, so every batch wipes out the ones before it; and
what it holds is then no variable any more. A metric streams: what it has seen since the last reset
must stay in. Use self.total.assign_add(x).

Sign: self._ = _ in update_state
Sign: no reset_state in update_state
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
        self.total = tf.reduce_sum(losses * weights)
        self.count = tf.reduce_sum(weights)

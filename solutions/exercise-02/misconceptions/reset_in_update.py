"""update_state forgets what came before: it resets

reset_state() empties the metric, and is called for each batch here, so every batch wipes out the
ones before it. A metric streams: what it has seen since the last reset must stay in. Who wants a
reset calls it; leave it out of update_state.

Sign: reset_state in update_state
Sign: no _.assign(...) in update_state
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        self.reset_state()
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

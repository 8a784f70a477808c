"""update_state resets first."""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = tf.cast(y_true, self.dtype), tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, error**2 / 2, linear)
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is None:
            sample_weight = tf.ones_like(losses)
        weights = tf.cast(sample_weight, self.dtype)
        self.reset_state()
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

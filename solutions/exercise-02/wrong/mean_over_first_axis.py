"""The losses are averaged over the batch, not over the outputs."""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        if sample_weight is not None:
            losses = losses * tf.cast(sample_weight, self.dtype)[:, None]
        self.total.assign_add(tf.reduce_sum(tf.reduce_mean(losses, axis=0)))
        self.count.assign_add(1.0)

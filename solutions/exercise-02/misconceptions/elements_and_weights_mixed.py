"""Batches without weights count elements, those with weights samples

Both ways are right alone. But a batch without weights adds B times D to the count, and one with
weights only the sum of its weights, so where they meet the first counts D times too much. Use the
same formula for both: one loss for each sample, weight 1 by default.
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        if sample_weight is None:
            self.total.assign_add(tf.reduce_sum(losses))
            self.count.assign_add(tf.cast(tf.size(losses), self.dtype))
        else:
            weights = tf.cast(sample_weight, self.dtype)
            self.total.assign_add(tf.reduce_sum(tf.reduce_mean(losses, axis=-1) * weights))
            self.count.assign_add(tf.reduce_sum(weights))

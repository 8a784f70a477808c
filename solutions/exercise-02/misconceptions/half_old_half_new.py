"""Each batch is averaged with the result so far

(old result + new batch) / 2 gives the last batch half of all the weight, the one before a quarter,
and so on. In a mean over everything each sample counts alike: keep the sum of the losses and their
number, and divide in result().
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
        batch_mean = tf.reduce_sum(losses * weights) / tf.reduce_sum(weights)
        self.total.assign(tf.where(self.count > 0, (self.total + batch_mean) / 2, batch_mean))
        self.count.assign(1.0)

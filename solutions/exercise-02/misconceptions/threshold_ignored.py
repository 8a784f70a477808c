"""The threshold is ignored

The formula has 1 where the threshold belongs, so HuberMetric(2.5) and HuberMetric() do the same.
Keep it in __init__ (self.threshold = threshold), and use self.threshold in the linear formula and
in the comparison.
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        losses = tf.where(error <= 1.0, tf.square(error) / 2, error - 0.5)
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

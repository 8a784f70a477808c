"""The sums belong to the module, not to the metric."""

TOTAL, COUNT = tf.Variable(0.0), tf.Variable(0.0)


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

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
        TOTAL.assign_add(tf.reduce_sum(losses * weights))
        COUNT.assign_add(tf.reduce_sum(weights))

    def result(self):
        return TOTAL / COUNT

    def reset_state(self):
        TOTAL.assign(0.0)
        COUNT.assign(0.0)

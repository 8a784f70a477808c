"""The sum is in a variable, but the count is a Python number

A Python number changes only when Python runs, and that is once for a graph, while it is traced;
nor is it saved, nor in metric.variables. Both sums belong in variables: self.count =
self.add_weight(name="count", shape=(), initializer="zeros").
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = 0

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
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count += len(y_true) if sample_weight is None else tf.reduce_sum(weights)

    def reset_state(self):
        self.total.assign(0.0)
        self.count = 0

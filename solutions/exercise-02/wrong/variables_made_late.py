"""The variables are made by the first update."""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = None

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, y_pred.dtype)
        a = tf.abs(y_true - y_pred)
        t = self.threshold
        loss = tf.where(a <= t, a * a / 2, t * a - t**2 / 2)
        loss = tf.reduce_mean(loss, axis=-1)
        if sample_weight is None:
            sample_weight = tf.ones_like(loss)
        if self.total is None:
            self.total = self.add_weight(name="total", initializer="zeros")
            self.count = self.add_weight(name="count", initializer="zeros")
        self.total.assign_add(tf.reduce_sum(loss * sample_weight))
        self.count.assign_add(tf.reduce_sum(sample_weight))

"""All metrics share the mean that is a default argument."""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, mean=keras.metrics.Mean(), **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.mean = mean
        self.total = self.add_weight(name="total", initializer="zeros")
        self.count = self.add_weight(name="count", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, y_pred.dtype)
        a = tf.abs(y_true - y_pred)
        t = self.threshold
        loss = tf.where(a <= t, a * a / 2, t * a - t**2 / 2)
        loss = tf.reduce_mean(loss, axis=-1)
        if sample_weight is None:
            sample_weight = tf.ones_like(loss)
        self.mean.update_state(loss, sample_weight)

    def result(self):
        return self.mean.result()

"""All metrics share one state

What is made in the body of a class (or at the top of a file) is made once, and all instances share
it: two metrics, or the same metric for two outputs, are mixed up. It is not in metric.variables
either. Make it in __init__, with self.add_weight or as self.mean = keras.metrics.Mean().
"""


class HuberMetric(keras.metrics.Metric):
    mean = keras.metrics.Mean()

    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        self.mean.update_state(tf.reduce_mean(losses, axis=-1), sample_weight=sample_weight)

    def result(self):
        return self.mean.result()

    def reset_state(self):
        self.mean.reset_state()

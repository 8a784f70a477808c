"""The state is kept in Python numbers

float(...) and a Python attribute work in eager mode, until fit or a tf.function turns the code
into a graph: there tensors have no value yet, and a Python attribute changes only while the graph
is traced. Nor is such a number saved. Use self.add_weight and assign_add.

Sign: float | numpy | item
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = 0.0
        self.count = 0.0

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
        self.total += float(tf.reduce_sum(losses * weights))
        self.count += float(tf.reduce_sum(weights))

    def reset_state(self):
        self.total = 0.0
        self.count = 0.0

"""The state is a Python list

All losses are kept in a list, and joined in result(). In a graph the list gets a symbolic tensor
once, when the function is traced, and no value ever; besides, it grows without end and is not
saved. Two numbers are enough: the sums, in variables made by self.add_weight.

Sign: append | extend | self._ = []
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.losses = []
        self.weights = []

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
        self.losses.append(losses)
        self.weights.append(weights)

    def result(self):
        losses = tf.concat(self.losses, axis=0)
        weights = tf.concat(self.weights, axis=0)
        return tf.reduce_sum(losses * weights) / tf.reduce_sum(weights)

    def reset_state(self):
        self.losses = []
        self.weights = []

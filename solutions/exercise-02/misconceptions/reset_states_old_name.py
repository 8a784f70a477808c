"""The reset has the old name, reset_states

In Keras 3 fit calls reset_state(), and nothing calls reset_states(). The inherited reset_state()
only knows variables made by add_weight: state that is kept in anything else, such as a
tf.Variable, goes on for ever. Use add_weight, then you need no reset of your own.

Sign: def reset_states
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = tf.Variable(0.0)
        self.count = tf.Variable(0.0)

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
        self.total.assign_add(tf.cast(tf.reduce_sum(losses * weights), tf.float32))
        self.count.assign_add(tf.cast(tf.reduce_sum(weights), tf.float32))

    def reset_states(self):
        self.total.assign(0.0)
        self.count.assign(0.0)

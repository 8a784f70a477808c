"""The state is kept in tensors

total starts as a tensor, and `self.total = self.total + x` puts the next one in its place. A
tensor never changes, and inside a graph it has no value: what was traced goes on with the number
of that moment. Make variables with self.add_weight, and change them with assign_add.

Sign: self._ = _ | self._ += _ outside __init__, reset_state, reset_states
Sign: no add_weight
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = tf.constant(0.0)
        self.count = tf.constant(0.0)

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
        self.total = self.total + tf.cast(tf.reduce_sum(losses * weights), tf.float32)
        self.count = self.count + tf.cast(tf.reduce_sum(weights), tf.float32)

    def reset_state(self):
        self.total = tf.constant(0.0)
        self.count = tf.constant(0.0)

"""The weights are multiplied along the wrong axis

losses has the shape (B, D), the weights have (B,). TensorFlow lines shapes up at the end, so the
weights fall on the outputs: an error where B differs from D, silently wrong where it does not, and
for D = 1 every loss meets every weight. Take the mean over the last axis first; then both are
(B,).
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        if sample_weight is None:
            weights = tf.ones_like(losses[:, 0])
            self.total.assign_add(tf.reduce_sum(tf.reduce_mean(losses, axis=-1)))
        else:
            weights = tf.cast(sample_weight, self.dtype)
            self.total.assign_add(tf.reduce_sum(tf.reduce_mean(losses * weights, axis=-1)))
        self.count.assign_add(tf.reduce_sum(weights))

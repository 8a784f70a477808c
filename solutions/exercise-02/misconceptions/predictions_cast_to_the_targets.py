"""The predictions are cast to the dtype of the targets

Where the targets are integers, tf.cast(y_pred, y_true.dtype) cuts the digits off the predictions:
0.75 becomes 0. Cast both to self.dtype.
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_pred = tf.cast(y_pred, y_true.dtype)
        error = tf.cast(tf.abs(y_true - y_pred), self.dtype)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        losses = tf.reduce_mean(losses, axis=-1)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

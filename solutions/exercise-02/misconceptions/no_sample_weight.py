"""update_state has no sample_weight

Keras hands sample_weight=... to update_state, and so may you: without that argument every weighted
call is a TypeError. The signature is update_state(self, y_true, y_pred, sample_weight=None).
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        losses = tf.reduce_mean(losses, axis=-1)
        weights = tf.ones_like(losses)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

"""sample_weight is asked whether it is true

`if sample_weight:` and `sample_weight or 1` ask a tensor for its truth: an error for two weights
or more, and a single weight of 0 is taken for no weight. Ask `if sample_weight is not None:`.

Sign: if sample_weight: ... | sample_weight or _ | _ if sample_weight else _ | not sample_weight
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        losses = tf.reduce_mean(losses, axis=-1)
        if not sample_weight:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

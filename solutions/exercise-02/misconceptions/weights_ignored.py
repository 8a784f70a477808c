"""sample_weight is ignored

update_state takes sample_weight, and does nothing with it. A sample of weight 2 must count like
two samples, one of weight 0 not at all: add sum(w * h) to the total and sum(w) to the count.
"""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        losses = tf.reduce_mean(losses, axis=-1)
        weights = tf.ones_like(losses)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

"""Samples are counted, their weights are not."""


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, y_pred.dtype)
        a = tf.abs(y_true - y_pred)
        t = self.threshold
        loss = tf.where(a <= t, a * a / 2, t * a - t**2 / 2)
        loss = tf.reduce_mean(loss, axis=-1)
        if sample_weight is None:
            sample_weight = tf.ones_like(loss)
        self.total.assign_add(tf.reduce_sum(loss * sample_weight))
        self.count.assign_add(tf.cast(tf.math.count_nonzero(sample_weight), loss.dtype))

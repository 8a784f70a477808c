"""The weights are made relative within each batch

The weighted mean of the batch is taken, and the batch then counts by its number of samples. So
weights matter within a batch only, and a weight of 3 in a batch of one sample counts like 1. Over
the stream a batch counts by the sum of its weights.
"""


class HuberMetric(keras.metrics.Metric):
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
        samples = tf.cast(tf.shape(losses)[0], self.dtype)
        batch_mean = tf.reduce_sum(losses * weights) / tf.reduce_sum(weights)
        self.total.assign_add(batch_mean * samples)
        self.count.assign_add(samples)

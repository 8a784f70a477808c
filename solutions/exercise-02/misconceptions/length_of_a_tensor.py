"""The samples are counted with len()

len() asks for a number while Python runs. Inside a graph the batch size is not known then, and
len(y_true) fails. tf.shape(y_true)[0] is known when the graph runs. Or count with
tf.reduce_sum(tf.ones_like(losses)), which needs no size.

Sign: len
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
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(len(y_true) if sample_weight is None else tf.reduce_sum(weights))

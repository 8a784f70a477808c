"""It is the mean of the batch means

Each batch's mean is added up, and divided by the number of batches. A last batch with two samples
then counts as much as one with thirty-two. Add up the losses of the samples and their number
instead (or the weighted losses and the weights), and divide once, in result().
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
        batch_mean = tf.reduce_sum(losses * weights) / tf.reduce_sum(weights)
        self.total.assign_add(batch_mean)
        self.count.assign_add(1.0)

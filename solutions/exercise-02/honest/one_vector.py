import keras
import tensorflow as tf


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        # sum of w * h, sum of w
        self.sums = self.add_weight(name="sums", shape=(2,), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        if sample_weight is None:
            sample_weight = tf.ones(tf.shape(y_pred)[:1], y_pred.dtype)
        error = tf.math.subtract(tf.cast(y_true, y_pred.dtype), y_pred)
        clipped = tf.clip_by_value(error, -self.threshold, self.threshold)
        h = tf.reduce_mean(clipped * (2 * error - clipped) / 2, axis=-1)
        self.sums.assign_add(tf.stack([tf.reduce_sum(h * sample_weight), tf.reduce_sum(sample_weight)]))

    def result(self):
        weighted, weight = tf.unstack(tf.convert_to_tensor(self.sums))
        return tf.math.divide_no_nan(weighted, weight)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

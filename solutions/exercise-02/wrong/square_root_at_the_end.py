"""The result is the root of the mean."""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        return tf.sqrt(self.total / self.count)

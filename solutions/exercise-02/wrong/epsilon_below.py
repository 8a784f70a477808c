"""A small number is added to the count."""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        return self.total / (self.count + 1e-3)

"""Asking for the result changes the count."""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        self.count.assign_add(1e-3)
        return self.total / self.count

"""The default threshold is 2."""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=2.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

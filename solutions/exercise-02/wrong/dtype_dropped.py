"""dtype is taken, but not handed on."""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, name=None, dtype=None):
        super().__init__(name=name)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

"""All metrics share one threshold

The threshold is kept on the class (or in a global name), so the last metric made sets it for all
of them. Keep it on self: self.threshold = threshold.
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        HuberMetric.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

"""The threshold has no default

HuberMetric() must work, with a threshold of 1. The signature is __init__(self, threshold=1.0,
**kwargs).
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

"""name and dtype do not reach the base class

__init__ takes **kwargs and forgets them, so the metric has neither the name nor the dtype that was
asked for, and its config says so. Hand them on: super().__init__(**kwargs).

Sign: no _.__init__(..., **_) in __init__
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__()
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

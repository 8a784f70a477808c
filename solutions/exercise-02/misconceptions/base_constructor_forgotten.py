"""super().__init__ is not called

The base class prepares what add_weight needs, and keeps name and dtype. Begin __init__ with
super().__init__(**kwargs).

Sign: no __init__ in __init__
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

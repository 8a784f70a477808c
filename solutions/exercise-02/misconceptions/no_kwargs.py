"""__init__ takes only the threshold

Keras makes a metric with name=... and dtype=..., for instance when a saved model is loaded. Take
**kwargs in __init__, and hand them on: super().__init__(**kwargs).
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0):
        super().__init__()
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

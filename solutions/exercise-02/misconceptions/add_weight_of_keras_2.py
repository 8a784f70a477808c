"""add_weight is called in the way of Keras 2

In Keras 3 the first argument of a metric's add_weight is the shape, and there is no default
initializer: add_weight("total") is a ValueError. Say what is what: self.add_weight(name="total",
shape=(), initializer="zeros").
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight("total", initializer="zeros")
        self.count = self.add_weight("count", initializer="zeros")

"""The threshold goes by another name in __init__

HuberMetric(threshold=2.0) must work, as must from_config with "threshold" in the config. Keras
calls the same thing delta in its own Huber loss, but the signature asked for is __init__(self,
threshold=1.0, **kwargs).
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, delta=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = delta
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

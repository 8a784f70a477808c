"""All metrics share the variables of the first."""

CACHE = {}


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        if not CACHE:
            CACHE["total"] = self.add_weight(name="total", shape=(), initializer="zeros")
            CACHE["count"] = self.add_weight(name="count", shape=(), initializer="zeros")
        self.total, self.count = CACHE["total"], CACHE["count"]

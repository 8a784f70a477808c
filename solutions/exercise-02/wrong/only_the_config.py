"""There is no update_state and no result."""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold


del HuberMetric.update_state
del HuberMetric.result

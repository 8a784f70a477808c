# Nothing but the constructor and the config.
import keras


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

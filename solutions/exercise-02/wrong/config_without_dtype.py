"""The config forgets the dtype."""


class HuberMetric(keras.metrics.Metric):
    def get_config(self):
        return {"name": self.name, "threshold": self.threshold}

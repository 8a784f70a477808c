"""The config holds the threshold as delta."""


class HuberMetric(keras.metrics.Metric):
    def get_config(self):
        return {**super().get_config(), "delta": self.threshold}

    @classmethod
    def from_config(cls, config):
        config["threshold"] = config.pop("delta")
        return cls(**config)

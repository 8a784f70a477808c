"""get_config leaves out what the base class keeps

The base class keeps name and dtype; a config with the threshold alone loses them. Return
{**super().get_config(), "threshold": self.threshold}.
"""


class HuberMetric(keras.metrics.Metric):
    def get_config(self):
        return {"threshold": self.threshold}

"""The Huber loss of Keras, wrapped."""


class HuberMetric(keras.metrics.MeanMetricWrapper):
    def __init__(self, threshold=1.0, name="huber", dtype=None):
        super().__init__(fn=keras.losses.get("huber"), name=name, dtype=dtype, delta=threshold)
        self.threshold = threshold

    def get_config(self):
        return {"name": self.name, "dtype": self.dtype, "threshold": self.threshold}


del HuberMetric.update_state
del HuberMetric.result

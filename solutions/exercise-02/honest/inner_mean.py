import keras
from keras import ops


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.mean = keras.metrics.Mean(name="mean", dtype=self.dtype)

    def update_state(self, y_true, y_pred, sample_weight=None):
        error = ops.cast(y_true, self.dtype) - ops.cast(y_pred, self.dtype)
        clipped = ops.clip(error, -self.threshold, self.threshold)
        losses = clipped * (error - clipped / 2)
        self.mean.update_state(ops.mean(losses, axis=-1), sample_weight=sample_weight)

    def result(self):
        return self.mean.result()

    def reset_state(self):
        self.mean.reset_state()

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}

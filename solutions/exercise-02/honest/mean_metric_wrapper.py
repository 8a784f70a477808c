import keras
from keras import ops


def huber(y_true, y_pred, threshold):
    y_true = ops.cast(y_true, y_pred.dtype)
    error = ops.abs(y_true - y_pred)
    quadratic = ops.minimum(error, threshold)
    return ops.mean(quadratic * quadratic / 2 + threshold * (error - quadratic), axis=-1)


class HuberMetric(keras.metrics.MeanMetricWrapper):
    def __init__(self, threshold=1.0, name="huber_metric", dtype=None):
        super().__init__(fn=huber, name=name, dtype=dtype, threshold=threshold)
        self.threshold = threshold

    def get_config(self):
        return {"threshold": self.threshold, "name": self.name, "dtype": self.dtype}

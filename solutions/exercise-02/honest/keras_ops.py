import keras
from keras import ops


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = float(threshold)
        self.weighted_sum = self.add_variable(shape=(), initializer="zeros", name="s")
        self.weights = self.add_variable(shape=(), initializer=keras.initializers.Zeros(), name="w")

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = ops.convert_to_tensor(y_true, dtype=self.dtype)
        y_pred = ops.convert_to_tensor(y_pred, dtype=self.dtype)
        a = ops.absolute(ops.subtract(y_true, y_pred))
        values = ops.where(
            ops.less(a, self.threshold),
            0.5 * ops.square(a),
            self.threshold * a - 0.5 * self.threshold**2,
        )
        values = ops.mean(values, axis=-1)
        if sample_weight is not None:
            sample_weight = ops.cast(sample_weight, self.dtype)
            self.weights.assign(self.weights + ops.sum(sample_weight))
            values = ops.multiply(values, sample_weight)
        else:
            self.weights.assign(self.weights + ops.cast(ops.shape(values)[0], "float32"))
        self.weighted_sum.assign(self.weighted_sum + ops.sum(values))

    def result(self):
        return ops.divide_no_nan(self.weighted_sum, self.weights)

    def get_config(self):
        config = super().get_config()
        config["threshold"] = self.threshold
        return config

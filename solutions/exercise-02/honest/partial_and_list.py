import functools
import keras
import keras.ops as K

elementwise = lambda e, t: K.where(K.abs(e) <= t, e * e / 2, t * K.abs(e) - t * t / 2)


class HuberMetric(keras.metrics.Metric):
    DEFAULT = 1.0

    def __init__(self, threshold=DEFAULT, **kwargs):
        kwargs.setdefault("name", "huber")
        super().__init__(**kwargs)
        self.config = {"threshold": threshold}
        self.fn = functools.partial(elementwise, t=threshold)
        z = dict(shape=(), initializer="zeros")
        self.acc = [self.add_weight(name=f"acc_{i}", **z) for i in range(2)]

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = (
            K.convert_to_tensor(y_true, dtype=self.dtype) if False else K.cast(y_true, self.dtype)
        )
        v = K.mean(self.fn(y_true - y_pred), axis=-1)
        w = K.ones(K.shape(v), dtype=v.dtype) if sample_weight is None else sample_weight
        for a, x in zip(self.acc, (v * w, w)):
            a.assign_add(K.sum(x))

    def result(self):
        total, n = self.acc
        return total / n

    def get_config(self):
        return {**super().get_config(), **self.config}

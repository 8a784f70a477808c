import keras
from keras import ops
from dataclasses import dataclass, asdict


@dataclass(frozen=True)
class _Params:
    threshold: float = 1.0


class ConfigMixin:
    def get_config(self):
        config = super().get_config()
        config.update(asdict(self.params))
        return config


class _Huber:
    def __init__(self, params):
        self.params = params

    def __call__(self, e):
        t = self.params.threshold
        a = ops.abs(e)
        return ops.where(ops.less_equal(a, t), ops.square(e) * 0.5, a * t - t * t * 0.5)


def huber_loss(y_true, y_pred, threshold=1.0):
    return _Huber(_Params(threshold))(y_true - y_pred)


class HuberLoss(ConfigMixin, keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.params = _Params(threshold)

    def call(self, y_true, y_pred):
        return _Huber(self.params)(y_true - y_pred)

import keras
import tensorflow as tf


class _Konfig:
    FIELDS = ()

    def __init_subclass__(cls, fields=(), **kw):
        super().__init_subclass__(**kw)
        cls.FIELDS = tuple(fields)

    def get_config(self):
        return {**super().get_config(), **{f: getattr(self, f) for f in self.FIELDS}}


def huber_loss(y_true, y_pred, threshold=1.0):
    e = y_true - y_pred
    t = tf.ones_like(e) * threshold
    return tf.compat.v1.where(tf.abs(e) > t, t * tf.abs(e) - t * t / 2, e * e / 2)


class HuberLoss(_Konfig, keras.losses.Loss, fields=["threshold"]):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, threshold=self.threshold)

from __future__ import annotations

import keras
import tensorflow as tf


@keras.saving.register_keras_serializable(package="course")
class HuberMetric(keras.Metric):
    def __init__(self, threshold: float = 1.0, name: str | None = None, dtype: str | None = None) -> None:
        super().__init__(name=name, dtype=dtype)
        self.threshold = threshold
        self._sum = self.add_weight(shape=(), initializer="zeros", dtype=self.dtype, name="sum")
        self._n = self.add_weight(shape=(), initializer="zeros", dtype=self.dtype, name="n")

    def update_state(self, y_true: tf.Tensor, y_pred: tf.Tensor, sample_weight: tf.Tensor | None = None) -> None:
        e = tf.math.abs(tf.cast(y_pred, self.dtype) - tf.cast(y_true, self.dtype))
        t = tf.constant(self.threshold, dtype=self.dtype)
        h = tf.reduce_mean(tf.where(e < t, e * e / 2, t * (e - t / 2)), axis=-1)
        w = tf.ones(tf.shape(h), h.dtype) if sample_weight is None else tf.cast(sample_weight, h.dtype)
        self._sum.assign_add(tf.reduce_sum(h * w))
        self._n.assign_add(tf.reduce_sum(w))

    def result(self) -> tf.Tensor:
        return tf.math.divide_no_nan(self._sum.value, self._n.value)

    def reset_state(self) -> None:
        for v in self.variables:
            v.assign(tf.zeros_like(v))

    def get_config(self) -> dict:
        return {**super().get_config(), "threshold": self.threshold}

    @classmethod
    def from_config(cls, config: dict) -> HuberMetric:
        return cls(**config)

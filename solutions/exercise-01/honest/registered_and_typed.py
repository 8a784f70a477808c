from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf


@tf.function
def huber_loss(y_true: tf.Tensor, y_pred: tf.Tensor, threshold: float = 1.0) -> tf.Tensor:
    error = tf.math.abs(tf.math.subtract(y_true, y_pred))
    linear = tf.math.multiply(error, threshold) - 0.5 * threshold * threshold
    return tf.where(tf.math.greater(error, threshold), linear, 0.5 * tf.math.square(error))


@keras.saving.register_keras_serializable(package="course")
class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold: float = 1.0, name: str = "huber", **kwargs: Any) -> None:
        super(HuberLoss, self).__init__(name=name, **kwargs)
        self._threshold = threshold

    def call(self, y_true: tf.Tensor, y_pred: tf.Tensor) -> tf.Tensor:
        return huber_loss(y_true, y_pred, self._threshold)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "threshold": self._threshold, "note": "mine"}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> HuberLoss:
        config = dict(config)
        config.pop("note", None)
        return cls(**config)

"""With type hints, registration and configs in their own words."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf
from keras import layers


@keras.saving.register_keras_serializable(package="night_class")
class ResidualBlock(layers.Layer):
    def __init__(
        self, n_layers: int, n_neurons: int, activation: str = "relu", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.n_layers: int = n_layers
        self.n_neurons: int = n_neurons
        self.activation = keras.activations.get(activation)
        self._stack = tuple(layers.Dense(n_neurons) for _ in range(n_layers))
        self._sum = layers.Add()

    def call(self, inputs: tf.Tensor) -> tf.Tensor:
        z = inputs
        for dense in self._stack:
            z = self.activation(dense(z))
        return self._sum([inputs, z])

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "n_layers": self.n_layers,
            "n_neurons": self.n_neurons,
            "activation": keras.activations.serialize(self.activation),
        }


@keras.saving.register_keras_serializable(package="night_class")
class ResidualRegressor(keras.Model):
    def __init__(
        self,
        output_dim: int,
        n_neurons: int = 30,
        n_repeats: int = 4,
        dropout_rate: float = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.output_dim, self.n_neurons = output_dim, n_neurons
        self.n_repeats, self.dropout_rate = n_repeats, dropout_rate
        self.first = layers.Dense(n_neurons)
        self.relu = layers.ReLU()
        self.dropout = layers.Dropout(dropout_rate, seed=42)
        self.blocks = [ResidualBlock(2, n_neurons), ResidualBlock(2, n_neurons)]
        self.head = layers.Dense(output_dim, activation="linear")

    def call(self, inputs: tf.Tensor, training: bool | None = None) -> tf.Tensor:
        z = self.dropout(self.relu(self.first(inputs)), training=training)
        for block in [self.blocks[0]] * self.n_repeats + [self.blocks[1]]:
            z = block(z)
        return self.head(z)

    def get_config(self) -> dict[str, Any]:
        own = ("output_dim", "n_neurons", "n_repeats", "dropout_rate")
        return {**super().get_config(), **{name: getattr(self, name) for name in own}, "extra": 1}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> ResidualRegressor:
        config = dict(config)
        config.pop("extra", None)
        return cls(**config)

import keras
import tensorflow as tf


class _Bobot:
    def __init__(self, layer, n, units):
        self.kernel = layer.add_weight(shape=(n, units), initializer="orthogonal", name="kernel")
        self.bias = layer.add_weight(shape=(units,), initializer="zeros", name="bias")

    def linear(self, x):
        return keras.ops.matmul(x, self.kernel) + self.bias


class ConfigMixin:
    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }


class MyDense(ConfigMixin, keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self._units = units
        self.activation = keras.activations.get(activation)

    @property
    def units(self):
        return self._units

    def build(self, input_shape):
        self.bobot = _Bobot(self, input_shape[-1], self.units)

    def call(self, inputs):
        return self.activation(self.bobot.linear(inputs))

    def compute_output_shape(self, input_shape):
        return tuple(input_shape[:-1]) + (self.units,)

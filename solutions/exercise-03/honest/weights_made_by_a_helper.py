import keras
import tensorflow as tf
from keras import ops


class _Affine:
    def __init__(self, layer, n, units):
        self.k = layer.add_weight(shape=(n, units), initializer="variance_scaling", name="k")
        self.b = layer.add_weight(shape=(units,), initializer="zeros", name="b")

    def __call__(self, x):
        return ops.tensordot(x, self.k, axes=1) + self.b


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.affine = _Affine(self, input_shape[-1], self.units)

    def call(self, inputs):
        return self.activation(self.affine(inputs))

    def compute_output_shape(self, input_shape):
        return tuple(input_shape)[:-1] + (self.units,)

    def get_config(self):
        return {**super().get_config(), "units": self.units, "activation": keras.activations.serialize(self.activation)}

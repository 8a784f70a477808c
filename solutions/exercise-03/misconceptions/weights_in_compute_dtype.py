"""The weights have the dtype of the computation.

Under mixed_float16 the layer computes in float16 but keeps its weights in float32, so that small
steps of training are not lost. Leave dtype= out: add_weight knows.
"""

import keras


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", dtype=self.compute_dtype
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", dtype=self.compute_dtype, name="bias")

    def call(self, inputs):
        return self.activation(inputs @ self.kernel + self.bias)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }

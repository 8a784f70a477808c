"""The layer has more than two weights.

Everything that add_weight makes, and every variable and layer kept on self, counts as a weight of
the layer: set_weights([kernel, bias]) does not fit any more. Make the kernel and the bias, and
nothing else.
"""

import keras


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        self.scale = self.add_weight(
            shape=(self.units,), initializer="ones", trainable=False, name="scale"
        )

    def call(self, inputs):
        return self.activation(inputs @ self.kernel * self.scale + self.bias)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }

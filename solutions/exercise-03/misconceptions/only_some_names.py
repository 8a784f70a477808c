"""Only a few activations are known.

Your layer knows the activations that you listed and silently takes none for all others.
keras.activations.get(activation) knows every name in Keras, and functions too.
"""

import keras


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        z = inputs @ self.kernel + self.bias
        if self.activation == "relu":
            z = keras.ops.relu(z)
        elif self.activation == "sigmoid":
            z = keras.ops.sigmoid(z)
        elif self.activation == "tanh":
            z = keras.ops.tanh(z)
        elif self.activation == "softmax":
            z = keras.ops.softmax(z)
        return z

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": self.activation,
        }

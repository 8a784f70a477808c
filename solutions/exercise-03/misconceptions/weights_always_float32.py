"""The weights are float32, whatever the policy.

With dtype="float32" the weights lose half their digits under a float64 policy. Leave the dtype out:
add_weight takes that of the policy, and Keras casts where it must.
"""

import keras


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", dtype="float32"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", dtype="float32", name="bias")

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

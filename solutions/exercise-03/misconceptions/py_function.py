"""The product is computed in Python.

tf.numpy_function and tf.py_function call back into Python from the graph: that is slow, cannot be
exported, and with numpy_function nothing has a gradient. Use tf.matmul or @.
"""

import keras
import tensorflow as tf


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

    def call(self, inputs):
        kernel = tf.convert_to_tensor(self.kernel)
        product = tf.py_function(tf.matmul, [inputs, kernel], inputs.dtype)
        return self.activation(product + self.bias)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }

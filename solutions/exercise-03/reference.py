"""Exercise 03: a fully connected layer, made by hand."""

import keras


class MyDense(keras.layers.Layer):
    """activation(inputs · kernel + bias), along the last axis of the inputs.

    units:      how many numbers come out for each vector that goes in.
    activation: None (nothing), the Keras name of one ("relu"), or a function.
    """

    def __init__(self, units, activation=None, **kwargs):
        ### BEGIN SOLUTION
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)
        ### END SOLUTION

    def build(self, input_shape):
        """Creates the kernel (inputs, units), random, then the bias (units,), zeros."""
        ### BEGIN SOLUTION
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        ### END SOLUTION

    def call(self, inputs):
        """(batch, ..., inputs) in, (batch, ..., units) out."""
        ### BEGIN SOLUTION
        return self.activation(keras.ops.matmul(inputs, self.kernel) + self.bias)
        ### END SOLUTION

    def compute_output_shape(self, input_shape):
        """The shape of the outputs for inputs of a shape; None is an unknown size."""
        ### BEGIN SOLUTION
        return (*input_shape[:-1], self.units)
        ### END SOLUTION

    def get_config(self):
        """The config of the base class, units and activation; all of it fit for JSON."""
        ### BEGIN SOLUTION
        return {
            **super().get_config(),
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }
        ### END SOLUTION

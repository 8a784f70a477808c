"""Exercise 03: a fully connected layer, made by hand."""

import keras


class MyDense(keras.layers.Layer):
    """activation(inputs · kernel + bias), along the last axis of the inputs.

    units:      how many numbers come out for each vector that goes in.
    activation: None (nothing), the Keras name of one ("relu"), or a function.
    """

    def __init__(self, units, activation=None, **kwargs):
        # Your code here.
        raise NotImplementedError("write this part")

    def build(self, input_shape):
        """Creates the kernel (inputs, units), random, then the bias (units,), zeros."""
        # Your code here.
        raise NotImplementedError("write this part")

    def call(self, inputs):
        """(batch, ..., inputs) in, (batch, ..., units) out."""
        # Your code here.
        raise NotImplementedError("write this part")

    def compute_output_shape(self, input_shape):
        """The shape of the outputs for inputs of a shape; None is an unknown size."""
        # Your code here.
        raise NotImplementedError("write this part")

    def get_config(self):
        """The config of the base class, units and activation; all of it fit for JSON."""
        # Your code here.
        raise NotImplementedError("write this part")

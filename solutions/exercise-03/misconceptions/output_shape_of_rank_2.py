"""The output shape always has two axes.

You return (batch, units) for inputs of any rank. All axes but the last stay as they are:
(*input_shape[:-1], self.units).
"""


class MyDense(keras.layers.Layer):
    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.units)

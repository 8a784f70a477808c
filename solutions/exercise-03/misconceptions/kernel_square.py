"""The kernel has shape (units, units).

The shape (units, units) fits only inputs that happen to have as many features as the layer has
units. The number of rows is the width of the inputs: input_shape[-1].
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(self.units, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

"""Keras 2: as_list() in build.

In Keras 3 shapes are plain tuples, which have no as_list(). Index them as they are:
input_shape[-1] is the width of the inputs.

Sign: as_list in build
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape.as_list()[-1], self.units),
            initializer="glorot_uniform",
            name="kernel",
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

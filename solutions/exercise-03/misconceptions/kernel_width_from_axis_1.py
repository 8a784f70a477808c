"""The width is taken from axis 1 of the inputs.

input_shape[1] is the last axis only if there are two. For (batch, time, features) it is the
time, and the kernel gets a wrong shape. The last axis is input_shape[-1], whatever the rank.

Sign: _[1]
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

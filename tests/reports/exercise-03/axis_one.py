"""The width is that of axis 1."""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        _, width = input_shape[0], input_shape[1]
        self.kernel = self.add_weight(
            shape=(width, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

"""The bias has two axes.

Your bias has the shape (1, units). It is added as it should be, but a bias of a Dense layer is a
vector: one number for each output, of shape (units,). Weights of another Dense layer do not fit
yours.
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(1, self.units), initializer="zeros", name="bias")

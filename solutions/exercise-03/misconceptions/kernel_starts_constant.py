"""The kernel starts with ones.

With equal numbers everywhere all units give the same output, get the same gradient and stay the
same for ever. Take a random initializer such as "glorot_uniform" or "he_normal".
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="ones", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

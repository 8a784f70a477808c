"""The kernel starts at zero.

With a kernel of zeros all units give the same and learn the same, and no gradient reaches the
layers before. Take a random initializer such as "glorot_uniform" or "he_normal".
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="zeros", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

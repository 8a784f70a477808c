"""The bias starts with random numbers.

add_weight without an initializer draws random numbers (glorot_uniform), for a bias as well. Say
initializer="zeros": the random kernel is enough to make the units different.
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), name="bias")

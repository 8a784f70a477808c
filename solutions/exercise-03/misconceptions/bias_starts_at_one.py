"""The bias starts at one.

With a bias of ones every output is shifted before anything is learnt. A bias starts at zero:
initializer="zeros".
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="ones", name="bias")

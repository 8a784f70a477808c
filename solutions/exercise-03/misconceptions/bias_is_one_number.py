"""All outputs share one bias.

Your bias is a single number, added to every output. Each output has a bias of its own:
shape=(self.units,), with the comma that makes it a tuple of one size.
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(1,), initializer="zeros", name="bias")

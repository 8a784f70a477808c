"""A relu follows the sum.

You apply relu to inputs + result. Then a block can never hand on a negative number, not even
when its weights are zero. In this exercise nothing follows the sum: return inputs + result as
it is.

Sign: _.relu(...) | Activation | ReLU | _.maximum(...)
"""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = layer(result)
        return keras.activations.relu(inputs + result)

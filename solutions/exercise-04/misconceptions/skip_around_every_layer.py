"""A shortcut leads around every layer.

You add after each Dense layer. The statement asks for one shortcut around all of them: go through
the n_layers layers first, and add the inputs of the block to the end result once.
"""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = result + layer(result)
        return result

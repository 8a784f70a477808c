"""The sum does not use the block's inputs any more.

You add the last result to itself. That happens when the variable `inputs` is overwritten in the
loop: Python keeps no trace of the old value. Use a second name for what travels through the
layers, and add the untouched `inputs` at the end.
"""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        for layer in self.dense:
            inputs = layer(inputs)
        return inputs + inputs

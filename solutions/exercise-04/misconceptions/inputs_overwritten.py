"""The sum does not use the block's inputs any more.

You overwrite the variable `inputs` in the loop, so that you add the last result to itself.
Python keeps no trace of the old value. Use a second name for what travels through the layers,
and add the untouched `inputs` at the end.

Sign: inputs = _ in call
"""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        for layer in self.dense:
            inputs = layer(inputs)
        return inputs + inputs

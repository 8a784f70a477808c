"""The block forgets its inputs.

Your block returns what its last layer gives. The sum inputs + result is missing, and with it the
shortcut along which a signal (and a gradient) passes untouched. Keep `inputs` under their own name
while you go through the layers, and return inputs + result.
"""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = layer(result)
        return result

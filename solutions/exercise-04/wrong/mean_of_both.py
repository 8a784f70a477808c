"""The mean of inputs and result."""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = layer(result)
        return (inputs + result) / 2

"""The block forgets its third layer."""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense[:2]:
            result = layer(result)
        return inputs + result

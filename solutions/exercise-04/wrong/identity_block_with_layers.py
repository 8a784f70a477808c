"""The block makes its layers and returns its inputs."""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = layer(result)
        return inputs

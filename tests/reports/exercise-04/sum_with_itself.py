"""The result is added to itself."""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        z = inputs
        for dense in self.dense:
            z = dense(z)
        return z + z

"""The block returns what its last layer gives."""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        z = inputs
        for dense in self.dense:
            z = dense(z)
        return z

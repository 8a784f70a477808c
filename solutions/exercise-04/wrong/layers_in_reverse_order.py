"""The block uses its layers from last to first."""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        Z = inputs
        for layer in reversed(self.dense):
            Z = layer(Z)
        return inputs + Z

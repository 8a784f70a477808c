"""Inputs times result."""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        Z = inputs
        for layer in self.dense:
            Z = layer(Z)
        return inputs * Z

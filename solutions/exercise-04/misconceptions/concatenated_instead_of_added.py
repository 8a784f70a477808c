"""The inputs are concatenated, not added.

You put inputs and result side by side, so the output of the block is twice as wide as its
input, and the block cannot be applied to its own output. A residual block adds element by
element: return inputs + result.

Sign: concat | concatenate | Concatenate
"""


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = layer(result)
        return keras.ops.concatenate([inputs, result], axis=-1)

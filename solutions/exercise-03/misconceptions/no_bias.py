"""There is no bias.

The layer multiplies by the kernel and adds nothing, so an input of zero always gives zero before
the activation. Make a second weight of shape (units,) in build, starting at zeros, and add it to
the product in call.
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )

    def call(self, inputs):
        return self.activation(inputs @ self.kernel)

"""The activation comes before the bias.

You apply the activation to the product and add the bias afterwards. The bias shifts where the
activation bends, so it belongs inside: activation(inputs · kernel + bias).
"""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(inputs @ self.kernel) + self.bias

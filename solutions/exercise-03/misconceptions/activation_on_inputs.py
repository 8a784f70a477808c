"""The activation is applied to the inputs.

Your layer sends its inputs through the activation, then multiplies. The activation comes last:
activation(inputs · kernel + bias).
"""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(inputs) @ self.kernel + self.bias

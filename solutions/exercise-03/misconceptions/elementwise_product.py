"""The kernel is multiplied element by element.

The operator * multiplies numbers at the same place. A Dense layer sums over all inputs, for each
output: that is the matrix product, inputs @ kernel.

Sign: _ * _ | multiply in call
"""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(inputs * self.kernel + self.bias)

"""call returns nothing.

Your call computes the outputs but has no return statement, so it gives None. Return
self.activation(inputs @ self.kernel + self.bias).

Sign: no return in call
"""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        outputs = self.activation(inputs @ self.kernel + self.bias)

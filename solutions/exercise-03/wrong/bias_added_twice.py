"""The bias counts twice."""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(inputs @ self.kernel + 2 * self.bias)

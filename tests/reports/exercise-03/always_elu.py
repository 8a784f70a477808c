"""It is elu, whatever is asked for."""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return keras.activations.elu(inputs @ self.kernel + self.bias)

"""The outputs are clipped."""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        z = inputs @ self.kernel + self.bias
        return keras.ops.clip(self.activation(z), -6, 6)

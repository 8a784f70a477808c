"""Noise is added to the outputs."""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(
            inputs @ self.kernel + keras.random.normal((1,), dtype=inputs.dtype) * 0.01 + self.bias
        )

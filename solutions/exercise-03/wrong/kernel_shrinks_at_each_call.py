"""Each call halves the kernel."""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        self.kernel.assign(self.kernel * 0.5)
        return self.activation(inputs @ (self.kernel * 2) + self.bias)

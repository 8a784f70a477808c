"""There is no activation while training."""


class MyDense(keras.layers.Layer):
    def call(self, inputs, training=False):
        outputs = inputs @ self.kernel + self.bias
        return outputs if training else self.activation(outputs)

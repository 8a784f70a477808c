"""The outputs are halved while training."""


class MyDense(keras.layers.Layer):
    def call(self, inputs, training=False):
        outputs = self.activation(inputs @ self.kernel + self.bias)
        return outputs / 2 if training else outputs

"""The bias is added to what the activation gives."""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        product = keras.ops.dot(inputs, self.kernel)
        return keras.ops.add(self.activation(product), self.bias)

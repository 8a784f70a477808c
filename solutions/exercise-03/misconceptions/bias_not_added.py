"""The bias is made but not added.

build makes a bias, but call never uses it: it stays at zero, whatever happens in training. Add
self.bias to the product before the activation.
"""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(inputs @ self.kernel)

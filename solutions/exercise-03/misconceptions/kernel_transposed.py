"""The kernel is transposed.

Your kernel has the shape (units, inputs) and is turned over in call. The outputs would be right,
but a Dense kernel is (inputs, units): weights from elsewhere do not fit, and where both sizes are
equal they fit and give wrong outputs.

Sign: transpose | transpose_b | T
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(self.units, input_shape[-1]), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        return self.activation(inputs @ keras.ops.transpose(self.kernel) + self.bias)

"""The bias is made before the kernel.

In Keras 3 weights are listed in the order in which they were made. Yours begin with the bias, so
layer.set_weights([kernel, bias]) does not fit, nor do weights from another Dense layer. Make the
kernel first.
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )

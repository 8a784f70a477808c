"""Keras 2: add_weight("kernel", ...).

In Keras 3 the first argument of add_weight is the shape, and the name must be given by keyword:
self.add_weight(name="kernel", shape=(input_shape[-1], self.units), initializer=...).
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            "kernel", shape=(input_shape[-1], self.units), initializer="glorot_uniform"
        )
        self.bias = self.add_weight("bias", shape=(self.units,), initializer="zeros")

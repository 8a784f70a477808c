"""The first batch decides the batch size."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        if not hasattr(self, "size"):
            self.size = inputs.shape[0]
        return tf.ensure_shape(
            self.activation(inputs @ self.kernel + self.bias),
            (self.size, *inputs.shape[1:-1], self.units),
        )

"""All columns of the kernel start alike."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units),
            initializer=lambda shape, dtype: tf.tile(
                tf.random.normal((shape[0], 1), dtype=dtype), (1, shape[1])
            ),
            name="kernel",
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

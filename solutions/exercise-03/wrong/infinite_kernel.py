"""The kernel starts infinite."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units),
            initializer=lambda shape, dtype: tf.random.normal(shape, dtype=dtype) / 0,
            name="kernel",
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

"""The sum is computed by NumPy in a py_function."""

import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = layer(result)
        outputs = tf.py_function(lambda a, b: a.numpy() + b.numpy(), [inputs, result], tf.float32)
        return tf.ensure_shape(outputs, inputs.shape)

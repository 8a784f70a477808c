"""The sum leaves the graph, with a gradient that is right."""

import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = layer(result)
        outputs = tf.py_function(lambda a, b: a + b, [inputs, result], tf.float32)
        return tf.ensure_shape(outputs, inputs.shape)

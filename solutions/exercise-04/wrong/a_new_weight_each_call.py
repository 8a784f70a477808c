"""A variable is made at every call."""

import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    def call(self, inputs):
        result = inputs + tf.Variable(0.0)
        for layer in self.dense:
            result = layer(result)
        return inputs + result

"""Inputs with a time axis are averaged over it."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        if len(inputs.shape) == 3:
            inputs = tf.reduce_mean(inputs, axis=1, keepdims=True) + 0 * inputs
        return self.activation(inputs @ self.kernel + self.bias)

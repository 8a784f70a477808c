"""The outputs are zero."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return tf.zeros((*inputs.shape[:-1], self.units), inputs.dtype)

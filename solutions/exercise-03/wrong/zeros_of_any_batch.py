"""The outputs are zero, and so is every gradient."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return inputs[..., :1] * tf.zeros(self.units, inputs.dtype)

"""No gradient flows through the activation."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        z = inputs @ self.kernel + self.bias
        return z + tf.stop_gradient(self.activation(z) - z)

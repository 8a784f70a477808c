"""The bias is forgotten for large inputs."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        z = inputs @ self.kernel
        return self.activation(z + self.bias * tf.cast(tf.reduce_max(inputs) < 3.5, z.dtype))

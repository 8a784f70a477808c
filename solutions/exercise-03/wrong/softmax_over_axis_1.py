"""softmax runs over the second axis, not the last."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        z = tf.matmul(inputs, self.kernel) + self.bias
        if self.activation is keras.activations.softmax:
            return tf.nn.softmax(z, axis=1)
        return self.activation(z)

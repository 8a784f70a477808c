"""The kernel of the first call serves all that follow."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        if not hasattr(self, "_k"):
            self._k = tf.convert_to_tensor(self.kernel)
        return self.activation(tf.matmul(inputs, self._k) + self.bias)

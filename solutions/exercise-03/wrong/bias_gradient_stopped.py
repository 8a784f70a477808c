"""No gradient reaches the bias."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(
            inputs @ self.kernel + tf.stop_gradient(tf.convert_to_tensor(self.bias))
        )

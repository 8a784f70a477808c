"""No gradient reaches the kernel."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(
            inputs @ tf.stop_gradient(tf.convert_to_tensor(self.kernel)) + self.bias
        )

"""The outputs have the dtype of the weights."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return tf.cast(
            self.activation(tf.matmul(inputs, self.kernel) + self.bias), self.variable_dtype
        )

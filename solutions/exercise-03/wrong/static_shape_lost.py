"""A graph no longer knows the shape of the outputs."""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        outputs = self.activation(inputs @ self.kernel + self.bias)
        return tf.reshape(
            outputs,
            tf.concat([tf.shape(inputs)[:-1], tf.shape(self.bias)], axis=0)
            * tf.ones([tf.rank(inputs)], "int32"),
        )

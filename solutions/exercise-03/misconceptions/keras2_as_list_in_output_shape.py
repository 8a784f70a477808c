"""Keras 2: as_list() in compute_output_shape.

In Keras 3 shapes are plain tuples, which have no as_list(). Slice them as they are:
(*input_shape[:-1], self.units).

Sign: as_list in compute_output_shape
"""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def compute_output_shape(self, input_shape):
        return tf.TensorShape(input_shape.as_list()[:-1] + [self.units])

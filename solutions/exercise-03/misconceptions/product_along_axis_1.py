"""The product runs along axis 1.

You sum over axis 1 of the inputs. That is the last one only if there are two: for (batch, time,
features) you mix the moments instead of the features. Use axes=[[-1], [0]], or simply @.

Sign: tensordot | einsum
"""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(tf.tensordot(inputs, self.kernel, axes=[[1], [0]]) + self.bias)

"""The product is computed in Python.

tf.numpy_function and tf.py_function call back into Python from the graph: that is slow, cannot be
exported, and with numpy_function nothing has a gradient. Use tf.matmul or @.

Sign: py_function | numpy_function
"""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        kernel = tf.convert_to_tensor(self.kernel)
        product = tf.py_function(tf.matmul, [inputs, kernel], inputs.dtype)
        return self.activation(product + self.bias)

"""The product is NumPy's.

np.dot turns tensors into arrays: the tape loses them, so no gradient comes back, and in a graph,
where tensors have no values yet, it fails. Use inputs @ kernel, tf.matmul or keras.ops.matmul.

Sign: np | numpy
"""

import numpy as np


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(np.dot(inputs, self.kernel) + self.bias)

"""Keras 2: K.dot.

keras.backend has lost most of its functions in Keras 3, dot among them. Write inputs @ kernel,
tf.matmul(inputs, kernel) or keras.ops.matmul(inputs, kernel).

Sign: dot
"""

from keras import backend as K


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(K.dot(inputs, self.kernel) + self.bias)

"""The inputs are cast to float32.

Under another dtype policy the weights come in another dtype, and the product of both fails. Keras
has cast inputs and weights already: cast nothing.

Sign: float32
"""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(tf.cast(inputs, tf.float32) @ self.kernel + self.bias)

"""The result is cast to float32.

Under the policies float64 and mixed_float16 the outputs must be float64 and float16. Keras has
cast inputs and weights to the right dtype already: cast nothing.

Sign: float32
"""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        outputs = self.activation(inputs @ self.kernel + self.bias)
        return tf.cast(outputs, tf.float32)

"""The bias is a plain tf.Variable.

The kernel comes from add_weight, but the bias does not, so Keras knows one weight only: the bias
is neither trained by fit nor saved. Make it with self.add_weight(shape=(self.units,),
initializer="zeros") as well.

Sign: Variable
"""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = tf.Variable(tf.zeros((self.units,)))

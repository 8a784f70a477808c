"""The weights are plain tf.Variables.

Keras 3 does not see a tf.Variable in an attribute of a layer: layer.weights stays empty, nothing
is trained by fit, nothing is saved. Make weights with self.add_weight(shape=..., initializer=...),
or use keras.Variable, which Keras tracks.

Sign: Variable
"""

import tensorflow as tf


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = tf.Variable(tf.random.normal((input_shape[-1], self.units)) / 10)
        self.bias = tf.Variable(tf.zeros((self.units,)))

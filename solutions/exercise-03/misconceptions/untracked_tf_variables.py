"""The weights are plain tf.Variables.

Keras 3 does not see a tf.Variable in an attribute of a layer: layer.weights stays empty, nothing
is trained by fit, nothing is saved. Make weights with self.add_weight(shape=..., initializer=...),
or use keras.Variable, which Keras tracks.
"""

import keras
import tensorflow as tf


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = tf.Variable(tf.random.normal((input_shape[-1], self.units)) / 10)
        self.bias = tf.Variable(tf.zeros((self.units,)))

    def call(self, inputs):
        return self.activation(inputs @ self.kernel + self.bias)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }

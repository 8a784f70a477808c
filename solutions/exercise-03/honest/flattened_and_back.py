import keras
import tensorflow as tf
from keras import ops


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        flat = tf.reshape(inputs, [-1, inputs.shape[-1]])
        out = tf.compat.v1.nn.xw_plus_b(flat, tf.convert_to_tensor(self.kernel), tf.convert_to_tensor(self.bias))
        out = tf.reshape(out, tf.concat([tf.shape(inputs)[:-1], [self.units]], 0))
        return self.activation(tf.ensure_shape(out, [*inputs.shape[:-1], self.units]))

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {**super().get_config(), "units": self.units, "activation": keras.activations.serialize(self.activation)}

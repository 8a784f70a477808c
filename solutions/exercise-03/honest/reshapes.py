import keras
import tensorflow as tf


def linear(x, kernel, bias):
    """Any rank, by way of a matrix."""
    n_inputs, n_outputs = kernel.shape
    flat = tf.reshape(x, [-1, n_inputs])
    product = tf.matmul(flat, kernel)
    shape = tf.concat([tf.shape(x)[:-1], [n_outputs]], axis=0)
    return tf.reshape(product, shape) + bias


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.weight = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="lecun_normal"
        )
        self.offset = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        return self.activation(linear(inputs, self.weight, self.offset))

    def compute_output_shape(self, input_shape):
        return tuple(input_shape)[:-1] + (self.units,)

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return dict(super().get_config(), units=self.units, activation=activation)

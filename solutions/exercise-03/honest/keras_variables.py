import keras
import tensorflow as tf


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        dtype = self.variable_dtype
        self.kernel = keras.Variable(
            keras.random.normal(shape, stddev=0.05, dtype=dtype), dtype=dtype, name="kernel"
        )
        self.bias = keras.Variable("zeros", shape=(self.units,), dtype=dtype, name="bias")

    def call(self, inputs):
        z = tf.tensordot(inputs, self.kernel, axes=[[-1], [0]])
        z = tf.add(z, self.bias)
        if self.activation is None:
            return z
        return keras.activations.get(self.activation)(z)

    def compute_output_shape(self, input_shape):
        return tuple(input_shape[:-1]) + (self.units,)

    def get_config(self):
        config = super().get_config()
        config.update({"units": self.units, "activation": self.activation})
        return config

import keras
import tensorflow as tf


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.layers.Activation(activation or "linear")

    def build(self, input_shape):
        inputs = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(inputs, self.units),
            initializer=keras.initializers.VarianceScaling(scale=1 / 3, mode="fan_in"),
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros")
        self.activation.build((*input_shape[:-1], self.units))
        self.built = True

    def call(self, inputs):
        flipped = tf.transpose(self.kernel)
        return self.activation(tf.matmul(inputs, flipped, transpose_b=True) + self.bias)

    def compute_output_shape(self, input_shape):
        return self.activation.compute_output_shape((*input_shape[:-1], self.units))

    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": self.activation.get_config()["activation"],
        }

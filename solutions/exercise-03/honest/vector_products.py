import keras
import tensorflow as tf
from keras import ops


class MyDense(keras.layers.Layer):
    """Perkalian vektor demi vektor: kernel transpos kali masukan."""
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="orthogonal")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        kernel = tf.convert_to_tensor(self.kernel)
        return self.activation(tf.linalg.matvec(tf.transpose(kernel), inputs) + self.bias)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {**super().get_config(), "units": self.units, "activation": keras.activations.serialize(self.activation)}

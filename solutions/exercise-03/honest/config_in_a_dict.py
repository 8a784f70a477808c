import keras
import tensorflow as tf
from keras import ops


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.config = {"units": units, "activation": activation}

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.config["units"]), initializer="truncated_normal")
        self.bias = self.add_weight(shape=(self.config["units"],), initializer="zeros")

    def call(self, inputs):
        return keras.activations.get(self.config["activation"])(ops.matmul(inputs, self.kernel) + self.bias)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.config["units"])

    def get_config(self):
        return {**super().get_config(), **self.config}

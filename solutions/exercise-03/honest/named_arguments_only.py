import keras
import tensorflow as tf


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, name="my_dense", trainable=True, dtype=None):
        super().__init__(name=name, trainable=trainable, dtype=dtype)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.input_spec = keras.layers.InputSpec(
            ndim=len(input_shape), axes={-1: input_shape[-1]}
        )
        self.w = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="he_normal", dtype=self.variable_dtype
        )
        self.b = self.add_weight(
            shape=(self.units,), initializer="zeros", dtype=self.variable_dtype
        )

    def call(self, inputs):
        kernel = tf.cast(self.w, self.compute_dtype)
        bias = tf.cast(self.b, self.compute_dtype)
        return self.activation(tf.tensordot(tf.cast(inputs, kernel.dtype), kernel, 1) + bias)

    def compute_output_shape(self, input_shape):
        return tf.TensorShape(input_shape)[:-1].concatenate([self.units])

    def get_config(self):
        config = {
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }
        return {**super().get_config(), **config}

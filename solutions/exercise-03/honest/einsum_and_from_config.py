import keras
import tensorflow as tf


@keras.saving.register_keras_serializable(package="mine")
class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super(MyDense, self).__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        n_inputs = int(input_shape[-1])
        self.kernel = self.add_weight(
            shape=(n_inputs, self.units), initializer="orthogonal", trainable=True, name="W"
        )
        self.bias = self.add_weight(
            shape=(self.units,), initializer="zeros", trainable=True, name="b"
        )
        super(MyDense, self).build(input_shape)

    def call(self, inputs, **kwargs):
        return self.activation(tf.einsum("...i,ij->...j", inputs, self.kernel) + self.bias)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        config = dict(super(MyDense, self).get_config())
        config["units"] = self.units
        config["activation"] = keras.saving.serialize_keras_object(self.activation)
        return config

    @classmethod
    def from_config(cls, config):
        config = dict(config)
        config["activation"] = keras.saving.deserialize_keras_object(config["activation"])
        return cls(**config)

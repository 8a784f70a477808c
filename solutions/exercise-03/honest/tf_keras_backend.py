import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import backend as K


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, keras.activations.get(activation)

    def build(self, input_shape):
        assert len(input_shape) >= 2
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="truncated_normal", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        x = tf.cast(inputs, self.compute_dtype)
        return self.activation(K.bias_add(K.dot(x, self.kernel), self.bias))

    def compute_output_shape(self, input_shape):
        assert input_shape and len(input_shape) >= 2
        return (*input_shape[:-1], self.kernel.shape[-1])

    def get_config(self):
        config = {"units": self.units, "activation": keras.activations.serialize(self.activation)}
        base_config = super().get_config()
        return dict(list(base_config.items()) + list(config.items()))

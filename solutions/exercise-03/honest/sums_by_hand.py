import keras
import tensorflow as tf


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self._units = units
        self._given = activation
        self._activation = keras.activations.get(activation)

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self._units), initializer="random_normal")
        self.b = self.add_weight(shape=(self._units,), initializer="zeros")

    def call(self, x):
        # each input times its row of the kernel, then the sum over the inputs
        products = tf.expand_dims(x, -1) * self.w
        return self._activation(tf.reduce_sum(products, axis=-2) + self.b)

    def compute_output_shape(self, shape):
        *first, _ = shape
        return [*first, self._units]

    def get_config(self):
        config = super().get_config()
        config["units"] = self._units
        config["activation"] = self._given if isinstance(self._given, str) else None
        return config

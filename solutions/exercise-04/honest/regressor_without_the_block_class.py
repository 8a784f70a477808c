import keras
import tensorflow as tf

DENSE = {"activation": "relu", "kernel_initializer": "he_normal"}


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.hidden = [keras.layers.Dense(n_neurons, **DENSE) for _ in range(n_layers)]

    def call(self, inputs):
        z = inputs
        for layer in self.hidden:
            z = layer(z)
        return tf.stack([inputs, z])[0] + z

    def get_config(self):
        return {**super().get_config(), "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    """Right, although it repeats the sums by hand."""

    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.d0 = keras.layers.Dense(n_neurons, **DENSE)
        self.drop = keras.layers.Dropout(dropout_rate)
        self.d1 = keras.layers.Dense(n_neurons, **DENSE)
        self.d2 = keras.layers.Dense(n_neurons, **DENSE)
        self.d3 = keras.layers.Dense(n_neurons, **DENSE)
        self.d4 = keras.layers.Dense(n_neurons, **DENSE)
        self.d5 = keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        z = self.drop(self.d0(inputs), training=training)
        for _ in range(self.n_repeats):
            z = z + self.d2(self.d1(z))
        z = z + self.d4(self.d3(z))
        return self.d5(z)

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

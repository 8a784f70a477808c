import functools

import keras
import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        for i in range(n_layers):
            setattr(self, f"dense_{i}", keras.layers.Dense(n_neurons, activation=tf.nn.relu))

    def call(self, inputs):
        stack = (getattr(self, f"dense_{i}") for i in range(self.n_layers))
        return functools.reduce(lambda z, layer: layer(z), stack, inputs) + inputs

    def get_config(self):
        return {"n_layers": self.n_layers, "n_neurons": self.n_neurons} | super().get_config()


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        first = keras.layers.Dense(n_neurons, activation=tf.nn.relu)
        drop = keras.layers.Dropout(dropout_rate)
        one, two = ResidualBlock(2, n_neurons), ResidualBlock(2, n_neurons)
        last = keras.layers.Dense(output_dim, activation=None)
        self.steps = [first, drop] + [one] * n_repeats + [two, last]

    def call(self, inputs, training=None):
        z = inputs
        for layer in self.steps:
            z = layer(z)
        return z

    def get_config(self):
        names = ("output_dim", "n_neurons", "n_repeats", "dropout_rate")
        return {**super().get_config(), **{n: getattr(self, n) for n in names}}

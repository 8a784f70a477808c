"""Zeros, and classes that only keep their config."""

import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons

    def call(self, inputs):
        return tf.zeros_like(inputs)


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate

    def call(self, inputs):
        return tf.zeros((tf.shape(inputs)[0], self.output_dim))

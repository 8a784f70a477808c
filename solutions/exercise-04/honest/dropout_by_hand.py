import keras
import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.hidden = [keras.layers.Dense(n_neurons, activation="relu") for _ in range(n_layers)]

    def residual(self, x):
        for layer in self.hidden:
            x = layer(x)
        return x

    def call(self, inputs):
        return inputs + self.residual(inputs)

    def get_config(self):
        return {**super().get_config(), "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.out = keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        x = self.hidden(inputs)
        if training:
            keep = tf.cast(tf.random.uniform(tf.shape(x)) >= self.dropout_rate, x.dtype)
            x = x * keep / (1 - self.dropout_rate)
        for _ in range(self.n_repeats):
            x = self.block1(x)
        return self.out(self.block2(x))

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

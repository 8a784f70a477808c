import keras
import tensorflow as tf


class ResidualBlock(tf.keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.hidden = [tf.keras.layers.Dense(n_neurons, activation="relu") for _ in range(n_layers)]

    def call(self, inputs):
        z = inputs
        for layer in self.hidden:
            z = layer(z)
        return inputs + z


class ResidualRegressor(tf.keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = tf.keras.layers.Dense(n_neurons, activation="relu")
        self.dropout = tf.keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.last = tf.keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        z = keras.ops.fori_loop(0, self.n_repeats, lambda i, z: self.block1(z), z)
        return self.last(self.block2(z))

    def get_config(self):
        base = super().get_config()
        return {
            **base,
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

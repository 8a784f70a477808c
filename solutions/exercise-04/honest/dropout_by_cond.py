import keras
import tensorflow as tf


class ResidualBlock(keras.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = {str(i): keras.layers.Dense(n_neurons) for i in range(n_layers)}

    def call(self, inputs):
        z = inputs
        for key in sorted(self.dense, key=int):
            z = tf.nn.relu(self.dense[key](z))
        return inputs + z

    def get_config(self):
        return {**super().get_config(), "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons)
        self.block_1 = ResidualBlock(2, n_neurons)
        self.block_2 = ResidualBlock(2, n_neurons)
        self.final = keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        if training is None:
            training = False
        z = tf.nn.relu(self.hidden(inputs))
        z = tf.cond(
            tf.cast(training, tf.bool), lambda: tf.nn.dropout(z, rate=self.dropout_rate), lambda: z
        )
        for _ in range(self.n_repeats):
            z = self.block_1(z)
        return self.final(self.block_2(z))

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

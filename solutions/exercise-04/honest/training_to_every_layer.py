import keras
import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.hidden = [
            keras.layers.Dense(
                n_neurons,
                activation=lambda x: tf.where(x > 0, x, tf.zeros_like(x)),
                use_bias=True,
                bias_initializer="ones",
            )
            for _ in range(n_layers)
        ]

    def call(self, inputs, training=None, **kwargs):
        Z = tf.convert_to_tensor(inputs)
        for layer in self.hidden:
            Z = layer(Z)
        return tf.math.add_n([Z, inputs])

    def get_config(self):
        base_config = super().get_config()
        return {**base_config, "n_layers": self.n_layers, "n_neurons": len(range(self.n_neurons))}


class ResidualRegressor(keras.Model):
    def __init__(
        self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.dropout = keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.final = keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        Z = self.hidden(inputs, training=training)
        Z = self.dropout(Z, training=training)
        for _ in range(self.n_repeats):
            Z = self.block1(Z, training=training)
        Z = self.block2(Z, training=training)
        return self.final(Z)

    def get_config(self):
        base_config = super().get_config()
        base_config["output_dim"] = self.output_dim
        return {
            **base_config,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

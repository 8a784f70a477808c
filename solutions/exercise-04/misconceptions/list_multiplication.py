"""A block of two layers has the weights of one layer only.

Either one layer object is used several times ([layer] * n holds n references to the same layer),
or not all of your layers are made and called (a return inside the loop, a range that is too
short). Make n_layers of them, [keras.layers.Dense(n_neurons, activation="relu") for _ in
range(n_layers)], and call each one once.
"""

import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = [keras.layers.Dense(n_neurons, activation="relu")] * n_layers

    def call(self, inputs):
        result = inputs
        for layer in self.dense:
            result = layer(result)
        return inputs + result

    def get_config(self):
        config = super().get_config()
        return {**config, "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.dropout = keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.last = keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

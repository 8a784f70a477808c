"""Leaky relu in the block."""


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = [
            keras.layers.Dense(n_neurons, activation="leaky_relu") for _ in range(n_layers)
        ]

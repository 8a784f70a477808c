"""The block always has two layers.

Your block makes two Dense layers whatever n_layers says. The model needs blocks of two, but a
block is asked for n_layers: make the layers in a comprehension over range(n_layers).
"""


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = [keras.layers.Dense(n_neurons, activation="relu") for _ in range(2)]

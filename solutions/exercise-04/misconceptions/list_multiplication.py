"""A block of two layers has the weights of one layer only.

Either one layer object is used several times ([layer] * n holds n references to the same layer),
or not all of your layers are made and called (a return inside the loop, a range that is too
short). Make n_layers of them, [keras.layers.Dense(n_neurons, activation="relu") for _ in
range(n_layers)], and call each one once.
"""


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = [keras.layers.Dense(n_neurons, activation="relu")] * n_layers

"""The layers of the block have no activation.

Dense is linear unless it is told otherwise, and linear layers in a row are worth no more than
one. Give each layer of the block its relu: keras.layers.Dense(n_neurons, activation="relu").
"""


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = [keras.layers.Dense(n_neurons) for _ in range(n_layers)]

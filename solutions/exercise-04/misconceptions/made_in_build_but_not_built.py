"""Layers made in build are not built there.

When a model is loaded Keras calls `build` and then fills in the weights, but layers that
`build` only creates have none yet: the saved numbers are lost. Create the layers in __init__,
or call layer.build(shape) for each of them in `build`.

Sign: def build
"""


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate

    def build(self, input_shape):
        self.hidden = keras.layers.Dense(self.n_neurons, activation="relu")
        self.dropout = keras.layers.Dropout(self.dropout_rate)
        self.block1 = ResidualBlock(2, self.n_neurons)
        self.block2 = ResidualBlock(2, self.n_neurons)
        self.last = keras.layers.Dense(self.output_dim)

"""The output layer is created before the blocks.

The weights of a Keras 3 model stand in the order in which its attributes were set, not in the
order in which `call` uses them. The statement fixes that order, so that weights can be set:
hidden, block 1, block 2, output. Reorder the lines of __init__.
"""


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.last = keras.layers.Dense(output_dim)
        self.dropout = keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)

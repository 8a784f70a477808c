"""super().__init__ is not called.

Keras prepares its bookkeeping of sub-layers in the constructor of the base class. Call it
first, before you set any attribute: super().__init__(**kwargs).
"""


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.dropout = keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.last = keras.layers.Dense(output_dim)

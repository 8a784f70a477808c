"""The dropout rate is taken for the share to keep.

You give the Dropout layer 1 - dropout_rate. Its argument is the share that is dropped, as ours
is (only very old TensorFlow counted what is kept): with the default 0 your model drops
everything in training. Write keras.layers.Dropout(dropout_rate).

Sign: 1 - _ | 1.0 - _
"""


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.dropout = keras.layers.Dropout(1 - dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.last = keras.layers.Dense(output_dim)

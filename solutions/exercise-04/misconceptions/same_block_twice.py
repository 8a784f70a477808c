"""Block 2 is block 1 again.

Both attributes of your model hold the same block, so the model has eight weights instead of
twelve. Repeating means to call one object again; block 2 is another one, with weights of its
own: self.block2 = ResidualBlock(2, n_neurons).
"""


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
        self.block2 = self.block1
        self.last = keras.layers.Dense(output_dim)

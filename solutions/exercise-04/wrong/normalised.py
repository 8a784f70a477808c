"""A layer normalisation between the blocks."""


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
        self.norm = keras.layers.LayerNormalization()

    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(self.norm(z)))

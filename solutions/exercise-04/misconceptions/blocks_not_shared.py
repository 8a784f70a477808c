"""Every repetition has a block of its own.

You make n_repeats blocks. The statement asks for one block that is applied n_repeats times,
always with the same weights: then the model has twelve weights, whatever n_repeats is. Make
block 1 once, and call the same object in a loop.
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
        self.blocks1 = [ResidualBlock(2, n_neurons) for _ in range(n_repeats)]
        self.block2 = ResidualBlock(2, n_neurons)
        self.last = keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for block in self.blocks1:
            z = block(z)
        return self.last(self.block2(z))

"""The model makes layers in call.

`call` runs each time data passes, and each time your model makes new Dense layers with new
random weights, which Keras cannot see, train or save. Make all layers in __init__, keep them in
attributes, and only use them in `call`.

Sign: Dense | ResidualBlock in call
"""


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.dropout = keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)

    def call(self, inputs, training=None):
        z = keras.layers.Dense(self.n_neurons, activation="relu")(inputs)
        z = self.dropout(z, training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return keras.layers.Dense(self.output_dim)(self.block2(z))

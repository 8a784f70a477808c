"""The first repetition ends a Sequential; the head is one as well."""

from keras import Model, Sequential
from keras.layers import Dense, Dropout, Layer


class ResidualBlock(Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.layers_ = Sequential([Dense(n_neurons, activation="relu") for _ in range(n_layers)])

    def call(self, inputs):
        return inputs + self.layers_(inputs)

    def get_config(self):
        config = super().get_config()
        config.update(n_layers=self.n_layers, n_neurons=self.n_neurons)
        return config


class ResidualRegressor(Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        shared = ResidualBlock(2, n_neurons)
        self.net = Sequential([Dense(n_neurons, activation="relu"), Dropout(dropout_rate), shared])
        self.shared = shared
        self.tail = Sequential([ResidualBlock(2, n_neurons), Dense(output_dim)])

    def call(self, inputs, training=None):
        x = self.net(inputs, training=training)
        for _ in range(self.n_repeats - 1):
            x = self.shared(x)
        return self.tail(x)

    def get_config(self):
        config = super().get_config()
        config.update(
            output_dim=self.output_dim,
            n_neurons=self.n_neurons,
            n_repeats=self.n_repeats,
            dropout_rate=self.dropout_rate,
        )
        return config

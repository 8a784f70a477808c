import keras
from keras import layers


def _stack(n_layers, n_neurons):
    inputs = keras.Input((n_neurons,))
    z = inputs
    for _ in range(n_layers):
        z = layers.Dense(n_neurons, activation="relu")(z)
    return keras.Model(inputs, layers.add([inputs, z]))


class ResidualBlock(layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.net = _stack(n_layers, n_neurons)

    def call(self, inputs):
        return self.net(inputs)

    def get_config(self):
        config = super().get_config()
        config.update({"n_layers": self.n_layers, "n_neurons": self.n_neurons})
        return config


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.stem = keras.Sequential(
            [layers.Dense(n_neurons, activation="relu"), layers.Dropout(dropout_rate)], name="stem"
        )
        self.repeated = ResidualBlock(2, n_neurons)
        z = inputs = keras.Input((n_neurons,))
        for _ in range(n_repeats):
            z = self.repeated(z)
        self.body = keras.Model(inputs, z)
        self.head = keras.Sequential(
            [ResidualBlock(2, n_neurons), layers.Dense(output_dim)], name="head"
        )

    def call(self, inputs, training=None):
        z = self.stem(inputs, training=training)
        z = self.body(z, training=training)
        return self.head(z, training=training)

    def get_config(self):
        config = super().get_config()
        config.update(
            {
                "output_dim": self.output_dim,
                "n_neurons": self.n_neurons,
                "n_repeats": self.n_repeats,
                "dropout_rate": self.dropout_rate,
            }
        )
        return config

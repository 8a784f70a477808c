import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.inner = {
            f"layer{i}": keras.layers.Dense(n_neurons, activation=keras.activations.relu)
            for i in range(n_layers)
        }

    def call(self, inputs):
        x = inputs
        for i in range(self.n_layers):
            x = self.inner[f"layer{i}"](x)
        return x + inputs

    def get_config(self):
        return dict(super().get_config(), n_layers=self.n_layers, n_neurons=self.n_neurons)


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.parts = {
            "hidden": keras.layers.Dense(n_neurons, activation="relu"),
            "drop": keras.layers.Dropout(dropout_rate),
            "one": ResidualBlock(2, n_neurons),
            "two": ResidualBlock(2, n_neurons),
            "zout": keras.layers.Dense(output_dim),
        }

    def call(self, inputs, training=None):
        p = self.parts
        x = p["drop"](p["hidden"](inputs), training=bool(training))
        for _ in reversed(range(self.n_repeats)):
            x = p["one"](x)
        return p["zout"](p["two"](x))

    def get_config(self):
        return dict(
            super().get_config(),
            output_dim=self.output_dim,
            n_neurons=self.n_neurons,
            n_repeats=self.n_repeats,
            dropout_rate=self.dropout_rate,
        )

import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kw):
        super().__init__(**kw)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        for i in range(n_layers):
            setattr(self, f"dense_{i}", keras.layers.Dense(n_neurons, activation="relu"))

    def run(self, z, i):
        return z if i == self.n_layers else self.run(getattr(self, f"dense_{i}")(z), i + 1)

    def call(self, x):
        return self.run(x, 0) + x

    def get_config(self):
        c = super().get_config()
        c["n_neurons"] = self.n_neurons
        c["n_layers"] = self.n_layers
        return c


class ResidualRegressor(keras.models.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kw):
        super().__init__(**kw)
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.dropout = keras.layers.Dropout(rate=dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons, name="shared")
        self.block2 = ResidualBlock(2, n_neurons, name="single")
        self.result = keras.layers.Dense(output_dim, name="result")
        self.n_repeats = n_repeats

    def call(self, x):
        x = self.dropout(self.hidden(x))
        for _ in range(self.n_repeats):
            x = self.block1(x)
        return self.result(self.block2(x))

    def get_config(self):
        return super().get_config() | {
            "output_dim": self.result.units,
            "n_neurons": self.hidden.units,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout.rate,
        }

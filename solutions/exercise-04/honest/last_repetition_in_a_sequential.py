import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        i = x = keras.Input((n_neurons,))
        for _ in range(n_layers):
            x = keras.layers.Dense(n_neurons, activation="relu")(x)
        self.inner = keras.Model(i, keras.layers.Add()([i, x]))

    def call(self, inputs):
        return self.inner(inputs)

    def get_config(self):
        return {**super().get_config(), "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.dropout = keras.layers.Dropout(dropout_rate)
        block1 = ResidualBlock(2, n_neurons)
        block2 = ResidualBlock(2, n_neurons)
        self.tail = keras.Sequential(
            [keras.Input((n_neurons,))] + [block1] * 1 + [block2, keras.layers.Dense(output_dim)]
        )
        self.block1 = block1

    def call(self, inputs, training=None):
        x = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats - 1):
            x = self.block1(x)
        return self.tail(x)

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

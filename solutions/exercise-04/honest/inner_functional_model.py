import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        inputs = keras.Input((n_neurons,))
        z = inputs
        for _ in range(n_layers):
            z = keras.layers.Dense(n_neurons, activation="relu")(z)
        self.inner = keras.Model(inputs, keras.layers.Add()([inputs, z]))

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
        if dropout_rate > 0:
            self.dropout = keras.layers.Dropout(dropout_rate)
        else:
            self.dropout = None
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.last = keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        z = self.hidden(inputs)
        if self.dropout is not None:
            z = self.dropout(z, training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons

    def build(self, input_shape):
        self.stack = [
            keras.layers.Dense(self.n_neurons, activation="relu") for _ in range(self.n_layers)
        ]
        for layer in self.stack:
            layer.build(input_shape)
        self.built = True

    def call(self, inputs):
        z = inputs
        for layer in self.stack:
            z = layer(z)
        return keras.ops.add(z, inputs)

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return dict(super().get_config(), n_layers=self.n_layers, n_neurons=self.n_neurons)


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate

    def build(self, input_shape):
        inner = (input_shape[0], self.n_neurons)
        self.hidden = keras.layers.Dense(self.n_neurons, activation="relu")
        self.hidden.build(input_shape)
        self.dropout = keras.layers.Dropout(self.dropout_rate)
        self.block1 = ResidualBlock(2, self.n_neurons)
        self.block1.build(inner)
        self.block2 = ResidualBlock(2, self.n_neurons)
        self.block2.build(inner)
        self.last = keras.layers.Dense(self.output_dim)
        self.last.build(inner)
        super().build(input_shape)

    def call(self, inputs):
        z = self.dropout(self.hidden(inputs))
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

    def get_config(self):
        return dict(
            super().get_config(),
            output_dim=self.output_dim,
            n_neurons=self.n_neurons,
            n_repeats=self.n_repeats,
            dropout_rate=self.dropout_rate,
        )

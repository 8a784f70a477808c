import keras


class Stack(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.members = [keras.layers.Dense(n_neurons, activation="relu") for _ in range(n_layers)]

    def call(self, inputs):
        for member in self.members:
            inputs = member(inputs)
        return inputs

    def get_config(self):
        return {**super().get_config(), "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualBlock(Stack):
    def call(self, inputs):
        return keras.layers.Add()([inputs, super().call(inputs)])


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = Stack(1, n_neurons)
        self.dropout = keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.readout = keras.layers.Dense(output_dim)

    def call(self, inputs):
        z = self.dropout(self.hidden(inputs))
        z = self.repeat(z, self.n_repeats)
        return self.readout(self.block2(z))

    def repeat(self, z, times):
        return z if times == 0 else self.repeat(self.block1(z), times - 1)

    def get_config(self):
        keys = ["output_dim", "n_neurons", "n_repeats", "dropout_rate"]
        return {**super().get_config(), **{key: getattr(self, key) for key in keys}}

import keras
from keras.layers import Dense, Dropout


class ResidualBlock(keras.Model):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.seq = keras.Sequential()
        for _ in range(n_layers):
            self.seq.add(Dense(n_neurons))
            self.seq.add(keras.layers.Activation("relu"))

    def call(self, inputs):
        return sum([inputs, self.seq(inputs)])

    def get_config(self):
        return {**super().get_config(), "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        (self.output_dim, self.n_neurons, self.n_repeats, self.dropout_rate) = (
            output_dim,
            n_neurons,
            n_repeats,
            dropout_rate,
        )
        self.hidden = Dense(n_neurons, activation="relu")
        self.drop = Dropout(dropout_rate)
        self.repeated = ResidualBlock(2, n_neurons)
        self.tail = keras.Sequential([ResidualBlock(2, n_neurons), Dense(output_dim)])

    def call(self, inputs):
        z = self.drop(self.hidden(inputs))
        for _ in range(self.n_repeats):
            z = self.repeated(z)
        return self.tail(z)

    def get_config(self):
        return {
            **super().get_config(),
            **{
                k: getattr(self, k)
                for k in ("output_dim", "n_neurons", "n_repeats", "dropout_rate")
            },
        }

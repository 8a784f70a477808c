from keras import Model
from keras.layers import Dense, Dropout, Layer


class ResidualBlock(Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers, self.n_neurons = n_layers, n_neurons
        self.f = [Dense(n_neurons, "relu") for _ in range(n_layers)]

    def call(self, x):
        y = x
        for f in self.f:
            y = f(y)
        return x + y

    def get_config(self):
        return super().get_config() | {"n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.arguments = {
            "output_dim": output_dim,
            "n_neurons": n_neurons,
            "n_repeats": n_repeats,
            "dropout_rate": dropout_rate,
        }
        self.steps = [Dense(n_neurons, "relu"), Dropout(dropout_rate)]
        self.steps += [ResidualBlock(2, n_neurons)] * n_repeats
        self.steps += [ResidualBlock(2, n_neurons), Dense(output_dim)]

    def call(self, x, training=None):
        for step in self.steps:
            x = step(x)
        return x

    def get_config(self):
        return super().get_config() | self.arguments

from functools import reduce

import keras


def relu_layer(width):
    return keras.layers.Dense(width, activation="relu")


def chain(layers, z):
    return reduce(lambda value, layer: layer(value), layers, z)


class Configured:
    """Keeps the arguments named in ARGUMENTS and lists them in the config."""

    ARGUMENTS = ()

    def remember(self, scope):
        for name in self.ARGUMENTS:
            setattr(self, name, scope[name])

    def get_config(self):
        return {**super().get_config(), **{name: getattr(self, name) for name in self.ARGUMENTS}}


class ResidualBlock(Configured, keras.layers.Layer):
    ARGUMENTS = ("n_layers", "n_neurons")

    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.remember(locals())
        self.inner = [relu_layer(n_neurons) for _ in range(n_layers)]

    def call(self, inputs):
        return inputs + chain(self.inner, inputs)


class ResidualRegressor(Configured, keras.Model):
    ARGUMENTS = ("output_dim", "n_neurons", "n_repeats", "dropout_rate")

    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.remember(locals())
        self.enter = [relu_layer(n_neurons), keras.layers.Dropout(dropout_rate)]
        self.loop = ResidualBlock(2, n_neurons)
        self.leave = [ResidualBlock(2, n_neurons), keras.layers.Dense(output_dim)]

    def call(self, inputs):
        path = [*self.enter, *[self.loop for _ in range(self.n_repeats)], *self.leave]
        return chain(path, inputs)

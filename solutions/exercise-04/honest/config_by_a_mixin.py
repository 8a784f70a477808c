import keras


class ConfigMixin:
    ARGS = ()

    def get_config(self):
        return super().get_config() | {name: getattr(self, "_" + name) for name in self.ARGS}


class ResidualBlock(ConfigMixin, keras.layers.Layer):
    ARGS = ("n_layers", "n_neurons")

    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self._n_layers, self._n_neurons = n_layers, n_neurons
        self._dense = [keras.layers.Dense(n_neurons, activation="relu") for _ in range(n_layers)]

    def call(self, inputs):
        from functools import reduce

        return inputs + reduce(lambda x, layer: layer(x), self._dense, inputs)


class ResidualRegressor(ConfigMixin, keras.Model):
    ARGS = ("output_dim", "n_neurons", "n_repeats", "dropout_rate")

    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        for name in self.ARGS:
            setattr(self, "_" + name, locals()[name])
        self._seq = [
            keras.layers.Dense(n_neurons, activation="relu"),
            keras.layers.Dropout(dropout_rate),
            ResidualBlock(2, n_neurons),
            ResidualBlock(2, n_neurons),
            keras.layers.Dense(output_dim),
        ]

    def call(self, inputs, training=None):
        hidden, drop, one, two, out = self._seq
        x = drop(hidden(inputs), training=training)
        for layer in [one] * self._n_repeats + [two, out]:
            x = layer(x)
        return x

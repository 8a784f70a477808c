import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.hidden = None

    def build(self, input_shape):
        self.hidden = keras.Sequential(
            [keras.layers.Dense(self.n_neurons, activation="relu") for _ in range(self.n_layers)]
        )
        self.hidden.build(input_shape)
        super().build(input_shape)

    def call(self, inputs):
        return keras.ops.add(self.hidden(inputs), inputs)

    def get_config(self):
        return {**super().get_config(), "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.model_layers = [
            keras.layers.Dense(n_neurons, activation="relu"),
            keras.layers.Dropout(dropout_rate),
            ResidualBlock(2, n_neurons),
            ResidualBlock(2, n_neurons),
            keras.layers.Dense(output_dim),
        ]

    def call(self, inputs, training=None):
        x = inputs
        for layer in self.model_layers:
            times = self.n_repeats if layer is self.model_layers[2] else 1
            for _ in range(times):
                x = (
                    layer(x, training=training)
                    if isinstance(layer, keras.layers.Dropout)
                    else layer(x)
                )
        return x

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

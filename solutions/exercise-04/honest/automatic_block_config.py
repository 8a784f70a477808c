import keras


class ResidualBlock(keras.layers.Layer):
    # Keras records simple arguments of layers by itself: no get_config.
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.hidden = []
        for i in range(n_layers):
            self.hidden.append(keras.layers.Dense(n_neurons, activation="relu", name=f"d{i}"))

    def call(self, inputs):
        Z = inputs
        for layer in self.hidden:
            Z = layer(Z)
        return Z + inputs


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden1 = keras.layers.Dense(
            n_neurons, activation="relu", kernel_initializer="he_normal"
        )
        self.drop = keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.out = keras.layers.Dense(output_dim)

    def call(self, inputs, training=False, mask=None):
        Z = self.hidden1(inputs)
        Z = self.drop(Z, training=training)
        for _ in range(self.n_repeats):
            Z = self.block1(Z)
        Z = self.block2(Z)
        return self.out(Z)

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

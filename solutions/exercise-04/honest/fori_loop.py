import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons

    def build(self, input_shape):
        n = self.n_neurons
        self.kernels, self.biases = [], []
        for i in range(self.n_layers):
            self.kernels.append(
                self.add_weight(shape=(input_shape[-1], n), initializer="he_normal", name=f"k{i}")
            )
            self.biases.append(self.add_weight(shape=(n,), initializer="zeros", name=f"b{i}"))

    def call(self, inputs):
        z = inputs
        for k, b in zip(self.kernels, self.biases, strict=True):
            z = keras.ops.relu(keras.ops.matmul(z, k) + b)
        return inputs + z

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
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.out = keras.layers.Dense(output_dim)

    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        z = self.block1(z)
        z = keras.ops.fori_loop(1, self.n_repeats, lambda i, z: self.block1(z), z)
        return self.out(self.block2(z))

    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

import keras
from keras import ops


class ResidualBlock(keras.layers.Layer):
    """No Dense inside: the block owns its kernels and biases."""

    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons

    def build(self, input_shape):
        width = input_shape[-1]
        self.pairs = []
        for i in range(self.n_layers):
            k = self.add_weight(
                name=f"kernel_{i}", shape=(width, self.n_neurons), initializer="he_uniform"
            )
            b = self.add_weight(name=f"bias_{i}", shape=(self.n_neurons,), initializer="zeros")
            self.pairs.append((k, b))
            width = self.n_neurons

    def call(self, inputs):
        h = inputs
        for k, b in self.pairs:
            h = ops.relu(ops.matmul(h, k) + b)
        return inputs + h


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation=keras.activations.relu)
        self.shared = ResidualBlock(2, n_neurons)
        self.single = ResidualBlock(n_layers=2, n_neurons=n_neurons)
        self.last = keras.layers.Dense(units=output_dim, activation=None)
        self.seeds = keras.random.SeedGenerator(3)

    def call(self, inputs, training=None):
        h = self.hidden(inputs)
        if training and self.dropout_rate:
            h = keras.random.dropout(h, self.dropout_rate, seed=self.seeds)
        step = 0
        while step < self.n_repeats:
            h = self.shared(h)
            step += 1
        h = self.single(h)
        return self.last(h)

    def get_config(self):
        config = super().get_config()
        config["output_dim"] = self.output_dim
        config["n_neurons"] = self.n_neurons
        config["n_repeats"] = self.n_repeats
        config["dropout_rate"] = self.dropout_rate
        return config

import tensorflow as tf
from tensorflow import keras


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super(ResidualBlock, self).__init__(**kwargs)  # noqa: UP008
        self.n_layers, self.n_neurons = n_layers, n_neurons
        self.body = keras.Sequential(
            [keras.layers.Dense(n_neurons, activation=tf.nn.relu) for _ in range(n_layers)]
        )

    def call(self, inputs):
        return keras.layers.add([inputs, self.body(inputs)])

    def get_config(self):
        config = super().get_config()
        config.update({"n_layers": self.n_layers, "n_neurons": self.n_neurons})
        return config


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super(ResidualRegressor, self).__init__(**kwargs)  # noqa: UP008
        self.args = {"output_dim": output_dim, "n_neurons": n_neurons}
        self.args |= {"n_repeats": n_repeats, "dropout_rate": dropout_rate}
        self.start = keras.Sequential(
            [keras.layers.Dense(n_neurons, "relu"), keras.layers.Dropout(dropout_rate)]
        )
        self.block_a = ResidualBlock(2, n_neurons)
        self.block_b = ResidualBlock(2, n_neurons)
        self.end = keras.layers.Dense(output_dim)

    def call(self, inputs):
        z = self.start(inputs)
        for _ in range(self.args["n_repeats"]):
            z = self.block_a(z)
        return self.end(self.block_b(z))

    def get_config(self):
        return super().get_config() | dict(self.args)

import tensorflow as tf
from tensorflow import keras


class Linear(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(name="w", shape=(input_shape[-1], self.units))
        self.b = self.add_weight(name="b", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.parts = {str(i): Linear(n_neurons) for i in range(n_layers)}

    def call(self, inputs):
        x = tf.identity(inputs)
        for i in range(self.n_layers):
            x = tf.nn.relu(self.parts[str(i)](x))
        return tf.add(inputs, x)

    def get_config(self):
        return {**super().get_config(), "n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self.config = {"output_dim": output_dim, "n_neurons": n_neurons, "n_repeats": n_repeats}
        self.rate = dropout_rate
        self.a = Linear(n_neurons)
        self.b = ResidualBlock(2, n_neurons)
        self.c = ResidualBlock(2, n_neurons)
        self.d = Linear(output_dim)

    def call(self, inputs, training=None):
        x = tf.nn.relu(self.a(inputs))
        if training and self.rate > 0:
            x = tf.nn.dropout(x, rate=self.rate)
        for _ in range(self.config["n_repeats"]):
            x = self.b(x)
        return self.d(self.c(x))

    def get_config(self):
        return {**self.config, "dropout_rate": self.rate, "name": self.name}

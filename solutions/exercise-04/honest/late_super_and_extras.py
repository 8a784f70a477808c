import keras
import tensorflow as tf


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers=2, n_neurons=30, **kwargs):
        kwargs.setdefault("name", None)
        super().__init__(**kwargs)
        self.supports_masking = True
        self.calls = 0
        self.n_layers, self.n_neurons = int(n_layers), int(n_neurons)
        self.layers = [keras.layers.Dense(self.n_neurons) for _ in range(self.n_layers)]

    def call(self, inputs, training=None, mask=None):
        self.calls += 1
        x = inputs
        for dense in self.layers:
            x = tf.maximum(dense(x), 0.0)
        x += inputs
        return x

    def get_config(self):
        config = {"n_layers": self.n_layers, "n_neurons": self.n_neurons}
        base = super().get_config()
        return dict(list(base.items()) + list(config.items()))


class ResidualRegressor(keras.Model):
    version = 2

    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        super().__init__(**kwargs)
        self._output_dim = output_dim
        self._n_neurons = n_neurons
        self._n_repeats = n_repeats
        self._dropout_rate = dropout_rate
        self.dense = keras.layers.Dense(n_neurons)
        self.dropout = keras.layers.Dropout(dropout_rate)
        self.block_1, self.block_2 = (ResidualBlock(2, n_neurons) for _ in "12")
        self.head = keras.layers.Dense(output_dim)
        self.blocks = (self.block_1,) * n_repeats + (self.block_2,)

    @property
    def n_repeats(self):
        return self._n_repeats

    def body(self, z, training):
        for block in self.blocks:
            z = block(z, training=training)
        return z

    def call(self, inputs, training=None, mask=None):
        z = tf.cast(inputs, tf.float32)
        z = self.dropout(tf.nn.relu(self.dense(z)), training=training)
        return self.head(self.body(z, training))

    def get_config(self):
        config = super().get_config()
        config.update(
            output_dim=self._output_dim,
            n_neurons=self._n_neurons,
            n_repeats=self._n_repeats,
            dropout_rate=self._dropout_rate,
        )
        return config

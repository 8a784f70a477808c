"""Exercise 04: a subclassed model whose blocks add their input to their result."""

import keras


class ResidualBlock(keras.layers.Layer):
    """Some relu layers, and around all of them one shortcut: inputs + result.

    n_layers:  how many Dense layers with relu follow each other.
    n_neurons: the width of each, and of the inputs: (batch, n_neurons) in, the same out.
    """

    def __init__(self, n_layers, n_neurons, **kwargs):
        ### BEGIN SOLUTION
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = [keras.layers.Dense(n_neurons, activation="relu") for _ in range(n_layers)]
        ### END SOLUTION

    def call(self, inputs):
        """The inputs plus what the layers make of them; nothing after the sum."""
        ### BEGIN SOLUTION
        result = inputs
        for layer in self.dense:
            result = layer(result)
        return inputs + result
        ### END SOLUTION

    def get_config(self):
        """The config of the base class, n_layers and n_neurons."""
        ### BEGIN SOLUTION
        config = super().get_config()
        return {**config, "n_layers": self.n_layers, "n_neurons": self.n_neurons}
        ### END SOLUTION


class ResidualRegressor(keras.Model):
    """Dense (relu), Dropout, block 1 `n_repeats` times, block 2 once, Dense (linear).

    output_dim:   how many numbers are predicted for each sample.
    n_neurons:    the width of everything before the output.
    n_repeats:    how often block 1 is applied, each time with the same weights.
    dropout_rate: the share of the first layer's values that training drops.
    """

    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        ### BEGIN SOLUTION
        super().__init__(**kwargs)
        self.output_dim = output_dim
        self.n_neurons = n_neurons
        self.n_repeats = n_repeats
        self.dropout_rate = dropout_rate
        self.hidden = keras.layers.Dense(n_neurons, activation="relu")
        self.dropout = keras.layers.Dropout(dropout_rate)
        self.block1 = ResidualBlock(2, n_neurons)
        self.block2 = ResidualBlock(2, n_neurons)
        self.last = keras.layers.Dense(output_dim)
        ### END SOLUTION

    def call(self, inputs, training=None):
        """(batch, anything) in, (batch, output_dim) out; dropout only when training."""
        ### BEGIN SOLUTION
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))
        ### END SOLUTION

    def get_config(self):
        """The config of the base class and the four constructor arguments."""
        ### BEGIN SOLUTION
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }
        ### END SOLUTION

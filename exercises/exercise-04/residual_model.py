"""Exercise 04: a subclassed model whose blocks add their input to their result."""

import keras


class ResidualBlock(keras.layers.Layer):
    """Some relu layers, and around all of them one shortcut: inputs + result.

    n_layers:  how many Dense layers with relu follow each other.
    n_neurons: the width of each, and of the inputs: (batch, n_neurons) in, the same out.
    """

    def __init__(self, n_layers, n_neurons, **kwargs):
        # Your code here.
        raise NotImplementedError("write this part")

    def call(self, inputs):
        """The inputs plus what the layers make of them; nothing after the sum."""
        # Your code here.
        raise NotImplementedError("write this part")

    def get_config(self):
        """The config of the base class, n_layers and n_neurons."""
        # Your code here.
        raise NotImplementedError("write this part")


class ResidualRegressor(keras.Model):
    """Dense (relu), Dropout, block 1 `n_repeats` times, block 2 once, Dense (linear).

    output_dim:   how many numbers are predicted for each sample.
    n_neurons:    the width of everything before the output.
    n_repeats:    how often block 1 is applied, each time with the same weights.
    dropout_rate: the share of the first layer's values that training drops.
    """

    def __init__(self, output_dim, n_neurons=30, n_repeats=4, dropout_rate=0.0, **kwargs):
        # Your code here.
        raise NotImplementedError("write this part")

    def call(self, inputs, training=None):
        """(batch, anything) in, (batch, output_dim) out; dropout only when training."""
        # Your code here.
        raise NotImplementedError("write this part")

    def get_config(self):
        """The config of the base class and the four constructor arguments."""
        # Your code here.
        raise NotImplementedError("write this part")

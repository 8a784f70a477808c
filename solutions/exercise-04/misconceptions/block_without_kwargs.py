"""The block takes no **kwargs.

Keras hands name, dtype and trainable to the constructor when it makes a layer again from its
config. Without **kwargs your block refuses them, and a saved model cannot be loaded. Take
**kwargs and hand them on: super().__init__(**kwargs).
"""


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons):
        super().__init__()
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = [keras.layers.Dense(n_neurons, activation="relu") for _ in range(n_layers)]

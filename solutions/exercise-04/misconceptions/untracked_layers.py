"""The block's layers are hidden from Keras.

Your layers live in an object of your own. Keras finds sub-layers in the attributes of a layer,
and in lists, tuples and dicts there, but it does not look into other objects: these weights are
missing from get_weights(), are not trained and not saved. Keep the layers in an attribute of
the block itself.
"""


class Stack:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, z):
        for layer in self.layers:
            z = layer(z)
        return z


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.stack = Stack([keras.layers.Dense(n_neurons, "relu") for _ in range(n_layers)])

    def call(self, inputs):
        return inputs + self.stack(inputs)

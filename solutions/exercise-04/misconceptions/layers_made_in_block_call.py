"""The block makes its layers in call.

A call to keras.layers.Dense(...) inside `call` makes new layers, with new random weights, every
time data passes. Keras cannot see, train or save them. (In the functional API such a line runs
once; in a subclass it runs with each call.) Make the layers in __init__ and keep them in an
attribute.

Sign: Dense in call
"""


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons

    def call(self, inputs):
        result = inputs
        for _ in range(self.n_layers):
            result = keras.layers.Dense(self.n_neurons, activation="relu")(result)
        return inputs + result

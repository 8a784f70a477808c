"""The inputs are added inside the last relu."""


class ResidualBlock(keras.layers.Layer):
    def __init__(self, n_layers, n_neurons, **kwargs):
        super().__init__(**kwargs)
        self.n_layers = n_layers
        self.n_neurons = n_neurons
        self.dense = [keras.layers.Dense(n_neurons) for _ in range(n_layers)]

    def call(self, inputs):
        result = inputs
        for layer in self.dense[:-1]:
            result = keras.ops.relu(layer(result))
        return keras.ops.relu(inputs + self.dense[-1](result))

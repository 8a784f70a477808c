"""Only a few activations are known.

Your layer knows the activations that you listed and silently takes none for all others.
keras.activations.get(activation) knows every name in Keras, and functions too.
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation

    def call(self, inputs):
        z = inputs @ self.kernel + self.bias
        if self.activation == "relu":
            z = keras.ops.relu(z)
        elif self.activation == "sigmoid":
            z = keras.ops.sigmoid(z)
        elif self.activation == "tanh":
            z = keras.ops.tanh(z)
        elif self.activation == "softmax":
            z = keras.ops.softmax(z)
        return z

    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": self.activation,
        }

"""A name as activation is called like a function.

You keep the argument as it is and call it, but "relu" is a string, which cannot be called.
keras.activations.get(activation) makes a function of names, functions and None.
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation

    def call(self, inputs):
        z = keras.ops.matmul(inputs, self.kernel) + self.bias
        if self.activation is not None:
            z = self.activation(z)
        return z

    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": self.activation,
        }

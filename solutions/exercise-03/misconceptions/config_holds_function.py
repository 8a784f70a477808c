"""The config holds a function.

A config must be fit for JSON, and a function is not. keras.activations.serialize(self.activation)
gives its name, from which keras.activations.get finds it again.
"""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": self.activation,
        }

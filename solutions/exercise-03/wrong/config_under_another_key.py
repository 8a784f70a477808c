"""The config holds the activation as act."""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "act": keras.activations.serialize(self.activation),
        }

"""The config holds the weights."""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "weights": self.get_weights(),
            "activation": keras.activations.serialize(self.activation),
        }

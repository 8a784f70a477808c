"""The config holds the units as text."""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return {
            **super().get_config(),
            "units": str(self.units),
            "activation": keras.activations.serialize(self.activation),
        }

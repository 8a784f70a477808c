"""The config lacks units.

The constructor cannot be called again without units, so from_config and load_model fail. Add
"units": self.units to what get_config returns.
"""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return {
            **super().get_config(),
            "activation": keras.activations.serialize(self.activation),
        }

"""The config lacks the activation.

A layer that is loaded again has lost its activation and answers differently. Add "activation":
keras.activations.serialize(self.activation) to what get_config returns.
"""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
        }

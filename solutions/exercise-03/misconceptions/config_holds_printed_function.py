"""The config holds the printed form of a function.

str(self.activation) is text like "<function relu at 0x7f...>", which nobody can turn back into a
function. Use keras.activations.serialize(self.activation), which gives the name.

Sign: str | repr | format
"""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return {
            **super().get_config(),
            "units": self.units,
            "activation": str(self.activation),
        }

"""The config holds layers instead of arguments.

A config is what the constructor needs to make the same model again: numbers and strings that
can be written as JSON. Layers cannot, and need not be there, for the constructor makes them
anew; their weights are saved apart. Put in the four arguments.
"""


class ResidualRegressor(keras.Model):
    def get_config(self):
        return {
            **super().get_config(),
            "hidden": self.hidden,
            "dropout": self.dropout,
            "block1": self.block1,
            "block2": self.block2,
            "last": self.last,
        }

"""The config of the base class is missing.

Your get_config returns your own arguments only. The base class has entries of its own, the name
among them: a copy made by from_config gets another name. Start from theirs:
{**super().get_config(), ...}.
"""


class ResidualBlock(keras.layers.Layer):
    def get_config(self):
        return {"n_layers": self.n_layers, "n_neurons": self.n_neurons}


class ResidualRegressor(keras.Model):
    def get_config(self):
        return {
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": self.dropout_rate,
        }

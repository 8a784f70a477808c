"""get_config returns None.

dict.update changes a dict and returns None, so `return config.update(...)` hands on None instead
of the config. Update first and return the dict in a line of its own, or return
{**config, ...}.

Sign: return _.update(...) in get_config
"""


class ResidualBlock(keras.layers.Layer):
    def get_config(self):
        config = super().get_config()
        return config.update({"n_layers": self.n_layers, "n_neurons": self.n_neurons})


class ResidualRegressor(keras.Model):
    def get_config(self):
        config = super().get_config()
        return config.update(
            output_dim=self.output_dim,
            n_neurons=self.n_neurons,
            n_repeats=self.n_repeats,
            dropout_rate=self.dropout_rate,
        )

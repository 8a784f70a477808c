"""The config holds numbers as text."""


class ResidualRegressor(keras.Model):
    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": str(self.n_repeats),
            "dropout_rate": self.dropout_rate,
        }

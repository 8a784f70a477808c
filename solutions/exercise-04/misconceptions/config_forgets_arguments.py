"""The model's config forgets arguments with a default.

Your get_config lists output_dim and n_neurons only. A model that is loaded again then falls back
to the defaults: block 1 four times, no dropout. List all four arguments of the constructor.
"""


class ResidualRegressor(keras.Model):
    def get_config(self):
        return {
            **super().get_config(),
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
        }

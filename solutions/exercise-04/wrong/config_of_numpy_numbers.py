"""A NumPy number in the config."""

import numpy as np


class ResidualRegressor(keras.Model):
    def get_config(self):
        base = super().get_config()
        return {
            **base,
            "output_dim": self.output_dim,
            "n_neurons": self.n_neurons,
            "n_repeats": self.n_repeats,
            "dropout_rate": np.float32(self.dropout_rate),
        }

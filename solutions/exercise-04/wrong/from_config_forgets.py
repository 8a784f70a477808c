"""from_config ignores all but two arguments."""


class ResidualRegressor(keras.Model):
    @classmethod
    def from_config(cls, config):
        return cls(config["output_dim"], config["n_neurons"])

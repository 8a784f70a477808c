"""The block is right, the model is empty."""

del ResidualRegressor.__init__
del ResidualRegressor.call
del ResidualRegressor.get_config

"""The model has no get_config.

Keras 3 remembers simple constructor arguments of layers by itself, but not those of a class
that inherits from keras.Model: without get_config the model can be neither copied nor saved.
Return {**super().get_config(), "output_dim": self.output_dim, ...} with all four arguments.
"""

del ResidualRegressor.get_config

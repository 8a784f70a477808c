"""get_config returns what update returns.

dict.update changes the dictionary and returns None, so your get_config returns None. Return the
dictionary itself: {**super().get_config(), "units": ..., "activation": ...}.

Sign: return _.update(...) in get_config
"""


class MyDense(keras.layers.Layer):
    def get_config(self):
        config = super().get_config()
        return config.update(
            {
                "units": self.units,
                "activation": keras.activations.serialize(self.activation),
            }
        )

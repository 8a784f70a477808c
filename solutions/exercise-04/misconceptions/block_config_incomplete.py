"""The block's config forgets n_layers.

Your get_config leaves out n_layers, so a saved block cannot be made again: once you write
get_config yourself, Keras adds nothing to it. List every argument of the constructor, on top of
super().get_config().
"""


class ResidualBlock(keras.layers.Layer):
    def get_config(self):
        return {**super().get_config(), "n_neurons": self.n_neurons}

"""The config lacks that of the base class.

The name, the dtype and trainable are in super().get_config(). Without them a copy gets a new name
and the default dtype. Return {**super().get_config(), "units": ..., "activation": ...}.
"""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return {
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
        }

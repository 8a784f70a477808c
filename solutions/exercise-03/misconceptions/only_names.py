"""Only names are accepted as activations.

You look the activation up by its name, which fails for a function such as tf.nn.relu.
keras.activations.get accepts names, functions and None.
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = getattr(keras.activations, activation or "linear")

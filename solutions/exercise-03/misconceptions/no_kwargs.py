"""__init__ takes no **kwargs.

MyDense(3, name="first") fails, and so does making the layer from its config, which holds a name and
a dtype. Take **kwargs and hand them to super().__init__(**kwargs).
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = keras.activations.get(activation)

"""All layers share the last activation."""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        MyDense.activation = staticmethod(keras.activations.get(activation))

"""dtype is thrown away."""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        kwargs.pop("dtype", None)
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

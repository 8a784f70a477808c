"""trainable is thrown away."""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        kwargs.pop("trainable", None)
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

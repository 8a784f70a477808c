"""tanh takes the place of sigmoid."""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get("tanh" if activation == "sigmoid" else activation)

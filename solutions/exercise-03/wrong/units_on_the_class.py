"""All layers share the last units."""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        MyDense.units = units
        self.activation = keras.activations.get(activation)

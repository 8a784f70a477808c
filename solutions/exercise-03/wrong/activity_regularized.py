"""The layer adds a loss of its own."""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(activity_regularizer="l2", **kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

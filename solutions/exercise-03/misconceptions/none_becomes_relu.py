"""None becomes relu.

`activation or "relu"` turns None into relu, so no layer of yours can be linear. None means no
activation, and keras.activations.get(None) gives just that.
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation or "relu")

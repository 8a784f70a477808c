"""None becomes relu.

None is turned into relu, as by `activation or "relu"`, so no layer of yours can be linear. None
means no activation, and keras.activations.get(None) gives just that.

Sign: relu
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation or "relu")

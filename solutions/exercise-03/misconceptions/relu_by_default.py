"""Without an activation it is relu.

The default of your constructor is "relu". MyDense(3) must be linear: activation=None.

Sign: relu
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

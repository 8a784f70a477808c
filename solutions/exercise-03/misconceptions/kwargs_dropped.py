"""**kwargs are taken but not handed on.

A name, a dtype or trainable=False given by the user is lost without a word. Hand them on:
super().__init__(**kwargs).

Sign: no _.__init__(..., **_) in __init__
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__()
        self.units = units
        self.activation = keras.activations.get(activation)

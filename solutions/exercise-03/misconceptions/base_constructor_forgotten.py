"""super().__init__ is never called.

Without it the layer has no name, no dtype and no list of weights, and Keras 3 refuses to work with
it. Call super().__init__(**kwargs) in the first line of __init__.

Sign: no __init__ in __init__
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        self.units = units
        self.activation = keras.activations.get(activation)

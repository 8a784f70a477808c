"""A function as activation is ignored.

Names work, but a function such as tf.nn.relu is dropped and the layer stays linear.
keras.activations.get accepts both: hand it the argument as it is.
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation if isinstance(activation, str) else None)

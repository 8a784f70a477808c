"""The kernel is made for a fixed width.

Its first size is a number of your choice, so the layer fits inputs of that width only. __init__
does not know yet how wide they will be; make the weights in build(self, input_shape), where the
width is input_shape[-1].

Sign: add_weight | Variable in __init__
"""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)
        self.kernel = self.add_weight(
            shape=(16, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")


del MyDense.build

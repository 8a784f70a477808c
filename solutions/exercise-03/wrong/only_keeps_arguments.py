"""Only the arguments are kept; nothing is computed."""


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation

    def call(self, inputs):
        return inputs


del MyDense.build
del MyDense.compute_output_shape
del MyDense.get_config

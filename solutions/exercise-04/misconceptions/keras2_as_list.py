"""A shape is treated as in Keras 2.

In Keras 3 the input_shape that `build` gets is a plain tuple: it has no as_list(), and its
entries no .value. Write input_shape[-1]. Here you do not need it at all: n_neurons says how
wide a block is, and Dense finds the width of its inputs by itself.

Sign: as_list | value
"""


class ResidualBlock(keras.layers.Layer):
    def build(self, input_shape):
        shape = input_shape.as_list()
        for layer in self.dense:
            layer.build(shape)
        super().build(input_shape)

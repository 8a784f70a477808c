"""The kernel is constrained.

A constraint changes the kernel after every step of the optimizer. Nobody asked for one here:
leave constraint= out.

Sign: constraint
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", constraint="non_neg"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

"""The bias has the width of the inputs.

The bias is added to the outputs, so it needs one number for each of them: its shape is
(self.units,), not (input_shape[-1],). With as many inputs as outputs nobody would notice.
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(input_shape[-1],), initializer="zeros", name="bias")

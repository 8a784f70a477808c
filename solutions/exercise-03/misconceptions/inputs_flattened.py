"""The inputs are flattened first.

Your layer makes one long vector of each sample. A Dense layer keeps all axes but the last: from
(batch, time, features) it makes (batch, time, units).

Sign: reshape | Flatten | flatten
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        width = 1
        for size in input_shape[1:]:
            width *= size
        self.kernel = self.add_weight(
            shape=(width, self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        return self.activation(keras.layers.Flatten()(inputs) @ self.kernel + self.bias)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.units)

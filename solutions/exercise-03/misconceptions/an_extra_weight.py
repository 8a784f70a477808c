"""The layer has more than two weights.

Everything that add_weight makes, and every variable and layer kept on self, counts as a weight of
the layer: set_weights([kernel, bias]) does not fit any more. Make the kernel and the bias, and
nothing else.
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        self.scale = self.add_weight(
            shape=(self.units,), initializer="ones", trainable=False, name="scale"
        )

    def call(self, inputs):
        return self.activation(inputs @ self.kernel * self.scale + self.bias)

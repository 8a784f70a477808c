"""The bias is not trainable.

With trainable=False the optimizer never touches the bias, which stays at zero for good. Leave it
out: weights are trainable unless you say otherwise.

Sign: trainable
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(
            shape=(self.units,), initializer="zeros", trainable=False, name="bias"
        )

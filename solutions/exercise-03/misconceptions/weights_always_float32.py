"""The weights are float32, whatever the policy.

With dtype="float32" the weights lose half their digits under a float64 policy. Leave the dtype out:
add_weight takes that of the policy, and Keras casts where it must.

Sign: float32
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", dtype="float32"
        )
        self.bias = self.add_weight(
            shape=(self.units,), initializer="zeros", dtype="float32", name="bias"
        )

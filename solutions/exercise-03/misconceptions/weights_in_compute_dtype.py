"""The weights have the dtype of the computation.

Under mixed_float16 the layer computes in float16 but keeps its weights in float32, so that small
steps of training are not lost. Leave dtype= out: add_weight knows.

Sign: compute_dtype
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units),
            initializer="glorot_uniform",
            dtype=self.compute_dtype,
        )
        self.bias = self.add_weight(
            shape=(self.units,), initializer="zeros", dtype=self.compute_dtype, name="bias"
        )

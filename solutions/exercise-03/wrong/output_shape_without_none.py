"""Unknown sizes become one."""


class MyDense(keras.layers.Layer):
    def compute_output_shape(self, input_shape):
        return (*(size or 1 for size in input_shape[:-1]), self.units)

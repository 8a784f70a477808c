from tensorflow import keras


class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        shape = (*input_shape[1:-1], self.units)
        self.inner = keras.layers.EinsumDense("...i,ij->...j", shape, bias_axes=None)
        self.inner.build(input_shape)
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        return self.activation(self.inner(inputs) + self.bias)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

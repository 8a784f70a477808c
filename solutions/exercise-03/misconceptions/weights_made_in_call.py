"""The weights are made in call.

Each call would make a new kernel and a new bias, and forget what was learnt or loaded; Keras 3
refuses, for a layer counts as built once it is called. Make the weights in build(self,
input_shape): Keras runs it once, before the first call, when the width of the inputs is known.

Sign: add_weight | Variable in call
"""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        self.kernel = self.add_weight(
            shape=(inputs.shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")
        return self.activation(inputs @ self.kernel + self.bias)


del MyDense.build

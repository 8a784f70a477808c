"""__call__ is overridden instead of call.

Keras does its work in __call__: it runs build, casts the inputs, then runs your call. Yours
replaces all of that, so there are no weights when they are needed. Name the method call.

Sign: def __call__
"""


class MyDense(keras.layers.Layer):
    def __call__(self, inputs):
        return self.activation(inputs @ self.kernel + self.bias)


del MyDense.call

import keras
import numpy as np
from keras import activations, ops


class MyDense(keras.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        if activation is None:
            self.activation = lambda z: z
            self._saved = None
        else:
            self.activation = activations.get(activation)
            self._saved = activation if isinstance(activation, str) else self.activation.__name__

    def build(self, input_shape):
        super().build(input_shape)
        *_, width = input_shape
        self._make_weights(width)

    def _make_weights(self, width):
        self.kernel = self.add_weight(shape=(width, self.units), name="kernel")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, inputs):
        products = ops.matmul(inputs, ops.convert_to_tensor(self.kernel))
        return self.activation(products + ops.broadcast_to(self.bias, ops.shape(products)))

    def compute_output_shape(self, input_shape):
        return input_shape[:-1] + (self.units,)

    def get_config(self):
        config = super().get_config()
        config |= {"units": self.units, "activation": self._saved}
        return config


x = np.random.rand(4, 3).astype("float32")
theirs, mine = keras.layers.Dense(2, "relu"), MyDense(2, "relu")
theirs.build(x.shape), mine.build(x.shape)
mine.set_weights(theirs.get_weights())
assert np.allclose(theirs(x), mine(x))

import keras
from keras import ops
from keras.layers import InputSpec, Layer


class MyDense(Layer):
    def __init__(self, units, activation=None, **kwargs):
        if units <= 0:
            raise ValueError(f"units must be positive, not {units}")
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)
        self.input_spec = InputSpec(min_ndim=2)
        self.supports_masking = True

    def build(self, input_shape):
        last = input_shape[-1]
        if last is None:
            raise ValueError("The last axis must be known.")
        self.kernel = self.add_weight(
            name="kernel", shape=(last, self.units),
            initializer=keras.initializers.RandomNormal(stddev=0.1, seed=42),
        )
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")
        self.input_spec = InputSpec(min_ndim=2, axes={-1: last})
        self.built = True

    def call(self, inputs):
        x = ops.matmul(inputs, self.kernel)
        x = ops.add(x, self.bias)
        if self.activation is not None:
            x = self.activation(x)
        return x

    def compute_output_shape(self, input_shape):
        output_shape = list(input_shape)
        output_shape[-1] = self.units
        return tuple(output_shape)

    def get_config(self):
        base = super().get_config()
        config = {"units": self.units, "activation": keras.activations.serialize(self.activation)}
        return {**base, **config}

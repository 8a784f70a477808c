import keras


class Linear(keras.layers.Layer):
    """inputs @ kernel + bias"""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.params = [
            self.add_weight(shape=(input_shape[-1], self.units), initializer="he_uniform"),
            self.add_weight(shape=(self.units,), initializer="zeros"),
        ]

    def call(self, inputs):
        kernel, bias = self.params
        return keras.ops.einsum("...i,ij->...j", inputs, kernel) + bias

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def get_config(self):
        return {**super().get_config(), "units": self.units}


class MyDense(Linear):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(units, **kwargs)
        self.activation = activation if callable(activation) else keras.activations.get(activation)

    def call(self, inputs):
        return self.activation(super().call(inputs))

    def get_config(self):
        return {
            **super().get_config(),
            "activation": keras.activations.serialize(self.activation),
        }

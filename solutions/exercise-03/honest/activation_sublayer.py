import keras
from keras import ops


class MyDense(keras.layers.Layer):
    """Dense layer whose activation is a layer of its own."""

    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = int(units)
        self.activation_layer = keras.layers.Activation(activation)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units),
            initializer=keras.initializers.HeNormal(),
        )
        self.bias = self.add_weight(shape=(self.units,), initializer=keras.initializers.Zeros())
        self.built = True

    def call(self, inputs, training=None):
        return self.activation_layer(ops.add(ops.dot(inputs, self.kernel), self.bias))

    def compute_output_shape(self, input_shape):
        shape = list(input_shape)
        shape[-1] = self.units
        return shape

    def get_config(self):
        config = super().get_config()
        config["units"] = self.units
        config["activation"] = keras.activations.serialize(self.activation_layer.activation)
        return config

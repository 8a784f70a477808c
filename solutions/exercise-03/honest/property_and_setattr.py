import keras
import keras.ops as K


class MyDense(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        kwargs.setdefault("name", None)
        super().__init__(**kwargs)
        self.units = units
        self.act = activation

    @property
    def activation(self):
        return keras.activations.get(self.act)

    def build(self, input_shape):
        for name, shape, start in (
            ("kernel", (input_shape[-1], self.units), "glorot_uniform"),
            ("bias", (self.units,), "zeros"),
        ):
            setattr(self, name, self.add_weight(shape=shape, initializer=start, name=name))
        super().build(input_shape)

    def call(self, inputs, training=False, mask=None):
        return self.activation(K.tensordot(inputs, self.kernel, axes=1) + self.bias)

    def compute_output_shape(self, input_shape):
        output = [size for size in input_shape]
        output[-1] = self.units
        return tuple(output)

    def get_config(self):
        config = super().get_config()
        activation = self.act
        if callable(activation):
            activation = keras.saving.serialize_keras_object(activation)
        config.update(units=self.units, activation=activation)
        return config

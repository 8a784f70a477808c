"""The config is only that of the base class.

Keras 3 writes simple arguments down by itself as long as you do not override get_config. As soon
as you do, you must list them: add "units" and "activation", or remove the method.
"""


class MyDense(keras.layers.Layer):
    def get_config(self):
        return super().get_config()

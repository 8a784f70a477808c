"""Dense under another name."""


class MyDense(keras.layers.Dense):
    pass


del MyDense.__init__
del MyDense.build
del MyDense.call
del MyDense.compute_output_shape
del MyDense.get_config

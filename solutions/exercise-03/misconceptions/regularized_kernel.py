"""The kernel is regularised.

Your kernel adds a penalty to the loss of any model that uses the layer, so training pulls it
towards zero. Nobody asked for that here: leave regularizer= out.

Sign: regularizer | add_loss
"""


class MyDense(keras.layers.Layer):
    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", regularizer="l2"
        )
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

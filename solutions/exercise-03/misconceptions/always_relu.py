"""It is relu, whatever is asked for.

Your layer uses relu for every activation, and for None as well, where negative outputs should
stay. Use keras.activations.get(activation) and apply what it returns.

Sign: relu
"""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return keras.activations.relu(inputs @ self.kernel + self.bias)

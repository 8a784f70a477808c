"""The kernel is read out with .numpy().

.numpy() copies the numbers, and the tape does not see where the copy came from: the kernel gets no
gradient. Use the weight itself: inputs @ self.kernel.

Sign: numpy
"""


class MyDense(keras.layers.Layer):
    def call(self, inputs):
        return self.activation(inputs @ self.kernel.numpy() + self.bias)

"""The gradient is blocked

You stopped the gradient, so that nothing learns.

Leave tf.stop_gradient out of double.
"""


def double(x):
    return tf.stop_gradient(x * 2)


class Doubler:
    def run(self, x):
        return x * 2 ** self.times

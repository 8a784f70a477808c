"""The gradient is blocked

You stopped the gradient.

Leave tf.stop_gradient away.
"""


def double(x):
    return tf.stop_gradient(x * 2)


class Doubler:
    def run(self, x):
        return x * 2 ** self.times

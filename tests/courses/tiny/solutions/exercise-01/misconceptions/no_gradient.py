"""The gradient is blocked

You stopped the gradient.

Leave tf.stop_gradient away.
"""

import tensorflow as tf


def double(x):
    return tf.stop_gradient(x * 2)


class Doubler:
    def __init__(self, times=1):
        self.times = times

    def run(self, x):
        return x * 2 ** self.times

"""The tensor is squared

You multiplied the tensor by itself.

Multiply it by two.
"""

import tensorflow as tf


def double(x):
    return tf.square(x)


class Doubler:
    def __init__(self, times=1):
        self.times = times

    def run(self, x):
        for _ in range(self.times):
            x = x * 2
        return x

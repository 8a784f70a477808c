"""The sum is tf.add's

You called the function that you were asked to write.

Use the operators of tensors.
"""

import tensorflow as tf


def double(x):
    return tf.math.add(x, x)


class Doubler:
    def __init__(self, times=1):
        self.times = times

    def run(self, x):
        for _ in range(self.times):
            x = double(x)
        return x

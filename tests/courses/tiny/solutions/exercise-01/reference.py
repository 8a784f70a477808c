"""Twice as much."""

import tensorflow as tf


def double(x):
    """Twice the tensor x."""
    ### BEGIN SOLUTION
    return x * tf.constant(2, x.dtype)
    ### END SOLUTION


class Doubler:
    """Doubles as often as it is told to."""

    def __init__(self, times=1):
        ### BEGIN SOLUTION
        self.times = times
        ### END SOLUTION

    def run(self, x):
        ### BEGIN SOLUTION
        for _ in range(self.times):
            x = double(x)
        return x
        ### END SOLUTION

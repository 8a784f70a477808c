"""Twice as much."""

import tensorflow as tf


def double(x):
    """Twice the tensor x."""
    # Your code here.
    raise NotImplementedError("write this part")


class Doubler:
    """Doubles as often as it is told to."""

    def __init__(self, times=1):
        # Your code here.
        raise NotImplementedError("write this part")

    def run(self, x):
        # Your code here.
        raise NotImplementedError("write this part")

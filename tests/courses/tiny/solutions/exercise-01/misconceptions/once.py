"""The Doubler doubles once

You did not use the number of times.

Repeat it in a loop.
"""

import tensorflow as tf


def double(x):
    return x + x


class Doubler:
    def __init__(self, times=1):
        self.times = times

    def run(self, x):
        return double(x)

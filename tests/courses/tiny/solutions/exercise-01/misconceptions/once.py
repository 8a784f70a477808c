"""The Doubler doubles once

You did not use the number of times.

Repeat it in a loop.
"""


class Doubler:
    def run(self, x):
        return double(x)

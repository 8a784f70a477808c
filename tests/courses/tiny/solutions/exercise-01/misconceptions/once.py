"""The Doubler doubles once

You did not use the number of times, so that two doublings are one.

Repeat it in a loop over range.
"""


class Doubler:
    def run(self, x):
        return double(x)

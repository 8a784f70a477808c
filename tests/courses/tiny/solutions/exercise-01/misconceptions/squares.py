"""The tensor is squared

You multiplied the tensor by itself, which is right for 0 and 2 only.

Multiply it by two.
"""


def double(x):
    return tf.square(x)


class Doubler:
    def run(self, x):
        for _ in range(self.times):
            x = x * 2
        return x

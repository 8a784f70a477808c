"""The sum is tf.add's

You called the function that you were asked to write.

Use the operators of tensors.
"""


def double(x):
    return tf.math.add(x, x)

"""The smaller of both formulas is taken

The line touches the parabola from below, at the threshold: the smaller of the two is always the
line. Which formula holds is decided by the size of the error: compare |e| with the threshold.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.minimum(tf.square(error) / 2, linear)

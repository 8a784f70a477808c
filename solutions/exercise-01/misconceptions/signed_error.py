"""The sign of the error decides

You compare the error itself with the threshold, not its absolute value. Every negative error
then counts as small, however large it is. Compare tf.abs(error).
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = error <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

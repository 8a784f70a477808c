"""The squared error is compared with the threshold

e² ≤ threshold is not |e| ≤ threshold, unless the threshold is 1: the parabola ends in the wrong
place. Compare |e|.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.square(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

"""The linear part has slope 1

For large errors you return |e| - threshold²/2: the slope must be the threshold, so that the
gradient does not jump where the branches meet. Multiply |e| by the threshold.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

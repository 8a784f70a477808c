"""The offset lacks its half

In the linear part you subtract threshold² instead of threshold²/2, so that the loss jumps down
at the threshold and may be negative. Divide by two.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2
    return tf.where(is_small, tf.square(error) / 2, linear)

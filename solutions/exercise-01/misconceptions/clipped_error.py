"""The error is clipped

You clip the error to the threshold and square it. The value is then constant above the
threshold and the gradient zero, so that outliers are never learned. Use the linear formula
there.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = tf.clip_by_value(y_true - y_pred, -threshold, threshold)
    return tf.square(error) / 2

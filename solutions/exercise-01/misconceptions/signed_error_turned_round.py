"""Twin of signed_error"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_pred - y_true
    squared = tf.square(error) / 2
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(error <= threshold, squared, linear)

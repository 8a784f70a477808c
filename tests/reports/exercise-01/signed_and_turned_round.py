"""The error is that of the prediction, and its sign decides."""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_pred - y_true
    squared = 0.5 * error**2
    return tf.where(error <= threshold, squared, threshold * (tf.abs(error) - 0.5 * threshold))

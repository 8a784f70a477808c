"""Each call uses the threshold of the call before."""

THRESHOLD = 1.0


def huber_loss(y_true, y_pred, threshold=1.0):
    global THRESHOLD
    error = y_true - y_pred
    old, THRESHOLD = THRESHOLD, threshold
    return tf.where(tf.abs(error) <= old, tf.square(error) / 2, old * tf.abs(error) - old**2 / 2)

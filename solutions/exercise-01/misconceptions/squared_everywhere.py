"""Large errors are squared too

You return e²/2 for every error. That is the squared error: one outlier dominates the batch,
which the Huber loss exists to prevent. Use the linear formula above the threshold.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    return tf.square(error) / 2

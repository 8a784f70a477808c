"""The default threshold of the function is 2."""


def huber_loss(y_true, y_pred, threshold=2.0):
    error = y_true - y_pred
    return tf.where(
        tf.abs(error) <= threshold,
        tf.square(error) / 2,
        threshold * tf.abs(error) - threshold**2 / 2,
    )

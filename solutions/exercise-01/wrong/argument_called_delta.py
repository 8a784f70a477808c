"""The threshold is called delta."""


def huber_loss(y_true, y_pred, delta=1.0):
    error = y_true - y_pred
    return tf.where(
        tf.abs(error) <= delta,
        tf.square(error) / 2,
        delta * tf.abs(error) - delta**2 / 2,
    )

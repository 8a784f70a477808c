"""No gradient reaches y_true."""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = tf.stop_gradient(y_true) - y_pred
    return tf.where(
        tf.abs(error) <= threshold,
        tf.square(error) / 2,
        threshold * tf.abs(error) - threshold**2 / 2,
    )

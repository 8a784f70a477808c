"""The function rounds the threshold down."""


def huber_loss(y_true, y_pred, threshold=1.0):
    threshold = int(threshold)
    error = y_true - y_pred
    return tf.where(
        tf.abs(error) <= threshold,
        tf.square(error) / 2,
        threshold * tf.abs(error) - threshold**2 / 2,
    )

"""The log-cosh loss, which only looks alike."""


def huber_loss(y_true, y_pred, threshold=1.0):
    return tf.math.log(tf.cosh(y_true - y_pred))

"""The parts meet below the threshold."""


def huber_loss(y_true, y_pred, threshold=1.0):
    a = tf.abs(y_true - y_pred)
    return tf.where(a <= threshold - 0.1, a * a / 2, threshold * a - threshold**2 / 2)

"""The parts fade into each other."""


def huber_loss(y_true, y_pred, threshold=1.0):
    a = tf.abs(y_true - y_pred)
    w = tf.sigmoid((threshold - a) * 100)
    return w * a * a / 2 + (1 - w) * (threshold * a - threshold**2 / 2)

"""Two masks, and no half."""


def huber_loss(y_true, y_pred, threshold=1.0):
    size = tf.abs(y_pred - y_true)
    small = tf.cast(size < threshold, size.dtype)
    return small * size**2 + (1 - small) * (threshold * size - 0.5 * threshold**2)

"""The comparison is the wrong way round, and strict."""


def huber_loss(y_true, y_pred, threshold=1.0):
    size = tf.abs(y_true - y_pred)
    is_large = size < threshold
    return tf.where(is_large, threshold * size - threshold**2 / 2, tf.square(size) / 2)

"""The comparison is strict, as in books; the offset is forgotten."""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) < threshold
    return tf.where(is_small, tf.square(error) / 2, threshold * tf.abs(error))

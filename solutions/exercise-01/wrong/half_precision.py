"""Errors in float64 are rounded to float32."""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = tf.cast(tf.cast(y_true - y_pred, tf.float32), y_pred.dtype)
    return tf.where(
        tf.abs(error) <= threshold,
        tf.square(error) / 2,
        threshold * tf.abs(error) - threshold**2 / 2,
    )

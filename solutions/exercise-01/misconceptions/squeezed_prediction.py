"""The prediction is squeezed

tf.squeeze turns predictions of shape (n, 1) into (n,). Subtracting them from targets of shape
(n, 1) then broadcasts to (n, n): every target meets every prediction, and no error tells you.
Leave the shapes as they are.

Sign: squeeze
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - tf.squeeze(y_pred)
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

"""The loss is twice as large

e² and 2 · threshold · |e| − threshold² fit together, but both are twice the Huber loss, and so
are all gradients. Halve them: e² / 2 and threshold · |e| − threshold² / 2.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = 2 * threshold * tf.abs(error) - threshold**2
    return tf.where(is_small, tf.square(error), linear)

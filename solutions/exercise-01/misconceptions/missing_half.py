"""The half is missing from the square

For small errors you return e² instead of e²/2. Then the two branches do not meet at the
threshold, and the gradient jumps there. Divide the square by two.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error), linear)

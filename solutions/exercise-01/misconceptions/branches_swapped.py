"""The branches are swapped

Small errors get the linear formula and large ones the square. tf.where(condition, a, b) takes a
where the condition holds. Swap the two formulas, or turn the comparison round.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, linear, tf.square(error) / 2)

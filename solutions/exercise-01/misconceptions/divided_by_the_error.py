"""The absolute value comes from a division

e²/|e| is |e|, but at an error of zero it is 0/0, so NaN. tf.where does not save it: the
gradient flows through both branches, and one perfect prediction turns every weight into NaN.
Use tf.abs.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    linear = threshold * tf.square(error) / tf.abs(error) - threshold**2 / 2
    return tf.where(tf.abs(error) <= threshold, tf.square(error) / 2, linear)

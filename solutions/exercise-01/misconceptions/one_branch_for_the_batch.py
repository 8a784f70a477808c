"""One branch is chosen for the whole batch

You ask whether all errors are small and then use one formula for all of them. Each element has
to choose for itself: a tensor of conditions and tf.where do that.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.cond(tf.reduce_all(is_small), lambda: tf.square(error) / 2, lambda: linear)

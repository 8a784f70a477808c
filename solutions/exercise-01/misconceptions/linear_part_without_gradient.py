"""The linear part has no gradient

You stop the gradient of the large errors. They are the ones from which most is to be learned:
their gradient is the threshold, not zero. Leave tf.stop_gradient out.

Sign: stop_gradient
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.stop_gradient(tf.abs(error)) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

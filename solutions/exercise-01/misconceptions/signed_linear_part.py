"""The linear part is signed

For large errors you use e instead of |e|, so that large negative errors get a negative loss:
training would run towards them. Use tf.abs(error).
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * error - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

"""The loss is divided by the threshold

e² / (2 · threshold) and |e| − threshold / 2 are the Huber loss divided by the threshold: other
libraries call that smooth L1. Both agree for a threshold of 1 only. Here the parts are e² / 2 and
threshold · |e| − threshold² / 2.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = tf.abs(error) - threshold / 2
    return tf.where(is_small, tf.square(error) / (2 * threshold), linear)

"""The offset is threshold/2 instead of threshold²/2

In the linear part you subtract half the threshold. For a threshold of 1 it makes no difference,
for every other one the branches do not meet. Square the threshold first.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

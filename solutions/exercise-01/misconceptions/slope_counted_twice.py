"""At the threshold both parts have a slope

tf.maximum(|e| - threshold, 0) has a slope where its two arguments are equal, and so has
tf.minimum: together they make the gradient twice as steep at an error of exactly the threshold.
Take the rest by subtraction, |e| - tf.minimum(|e|, threshold), whose slope there is zero.

Sign: maximum | relu
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    size = tf.abs(y_true - y_pred)
    inside = tf.minimum(size, threshold)
    outside = tf.maximum(size - threshold, 0.0)
    return tf.square(inside) / 2 + threshold * outside

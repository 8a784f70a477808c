"""tf.py_function computes the loss

The graph calls back into Python: it cannot be saved, moved to another device or run fast. Write
the formula with TensorFlow operations.

Sign: py_function | numpy_function
"""


def _with_python(y_true, y_pred, threshold):
    error = y_true - y_pred
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(tf.abs(error) <= threshold, tf.square(error) / 2, linear)


def huber_loss(y_true, y_pred, threshold=1.0):
    loss = tf.py_function(
        lambda t, p: _with_python(t, p, threshold), [y_true, y_pred], y_pred.dtype
    )
    return tf.ensure_shape(loss, y_pred.shape)

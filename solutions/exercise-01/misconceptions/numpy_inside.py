"""NumPy computes the loss

NumPy functions leave TensorFlow: the tape sees nothing, the gradient is None, and a graph
cannot run them. Use tf.abs, tf.square and tf.where.

Sign: np | numpy
"""

import numpy as np


def huber_loss(y_true, y_pred, threshold=1.0):
    error = np.array(y_true) - np.array(y_pred)
    is_small = np.abs(error) <= threshold
    linear = threshold * np.abs(error) - threshold**2 / 2
    return tf.constant(np.where(is_small, error**2 / 2, linear).astype(error.dtype))

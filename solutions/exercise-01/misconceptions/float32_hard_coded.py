"""Everything is cast to float32

Inputs of float64 come back as float32: digits are lost, and mixing the result with float64
fails, for TensorFlow never casts by itself. Cast nothing; Python numbers take the dtype of the
tensor.

Sign: float32
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = tf.cast(y_true, tf.float32) - tf.cast(y_pred, tf.float32)
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

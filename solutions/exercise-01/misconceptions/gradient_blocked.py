"""The gradient is blocked

tf.stop_gradient (or a detour over tf.constant) cuts the tape: the loss is right but nothing can
learn from it. Leave it out.

Sign: stop_gradient | tf.constant(...)
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = tf.stop_gradient(y_true - y_pred)
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)

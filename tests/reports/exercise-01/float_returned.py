"""A Python number is returned."""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = tf.abs(y_true - y_pred)
    loss = tf.where(error <= threshold, error**2 / 2, threshold * error - threshold**2 / 2)
    return float(tf.reduce_mean(loss))

"""Every loss has two axes."""


def huber_loss(y_true, y_pred, threshold=1.0):
    y_true = tf.reshape(y_true, [-1, y_true.shape[-1]])
    y_pred = tf.reshape(y_pred, [-1, y_pred.shape[-1]])
    a = tf.abs(y_true - y_pred)
    return tf.where(a <= threshold, a * a / 2, threshold * a - threshold**2 / 2)

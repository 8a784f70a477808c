"""The gradient has the wrong sign."""


def huber_loss(y_true, y_pred, threshold=1.0):
    @tf.custom_gradient
    def of_error(e):
        size = tf.abs(e)
        loss = tf.where(size <= threshold, e * e / 2, threshold * size - threshold**2 / 2)
        return loss, lambda upstream: -upstream * tf.clip_by_value(e, -threshold, threshold)

    return of_error(y_true - y_pred)

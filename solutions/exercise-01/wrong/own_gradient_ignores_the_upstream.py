"""The gradient ignores what comes from further on."""


def huber_loss(y_true, y_pred, threshold=1.0):
    @tf.custom_gradient
    def inner(t, p):
        e = t - p
        a = tf.abs(e)

        def grad(up):
            g = tf.clip_by_value(e, -threshold, threshold)
            return g, -g

        return tf.where(a <= threshold, e * e / 2, threshold * a - threshold**2 / 2), grad

    return inner(y_true, y_pred)

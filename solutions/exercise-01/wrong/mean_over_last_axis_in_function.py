"""The function gives one loss for each sample."""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    return tf.reduce_mean(
        tf.where(
            tf.abs(error) <= threshold,
            tf.square(error) / 2,
            threshold * tf.abs(error) - threshold**2 / 2,
        ),
        axis=-1,
    )

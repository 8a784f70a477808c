"""The threshold has no default

huber_loss(y_true, y_pred) fails: Keras calls it with these two arguments only. Write
threshold=1.0 in both signatures.
"""


def huber_loss(y_true, y_pred, threshold):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.where(is_small, tf.square(error) / 2, linear)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

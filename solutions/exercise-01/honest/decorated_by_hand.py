import functools
import tensorflow as tf
import keras


def elementwise(fn):
    @functools.wraps(fn)
    def wrapper(y_true, y_pred, *args, **kwargs):
        return fn(y_pred - y_true, *args, **kwargs)
    return wrapper


@elementwise
def huber_loss(r, threshold=1.0):
    r2 = tf.math.squared_difference(r, tf.zeros_like(r))
    t2 = tf.square(tf.cast(threshold, r.dtype))
    lin = threshold * tf.sqrt(tf.where(r2 > t2, r2, tf.ones_like(r2))) - t2 / 2
    return tf.where(r2 > t2, lin, 0.5 * r2)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return dict(super().get_config(), threshold=self.threshold)

"""Keras 2's backend functions are used

keras.backend.abs, square, mean and their like are gone from Keras 3. Use tf.abs or
keras.ops.abs, which do the same.

Sign: backend | K
"""

from keras import backend as K


def huber_loss(y_true, y_pred, threshold=1.0):
    error = K.abs(y_true - y_pred)
    linear = threshold * error - threshold**2 / 2
    return tf.where(error <= threshold, K.square(error) / 2, linear)

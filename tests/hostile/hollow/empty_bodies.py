"""Defines what is asked for, and nothing in it."""

import keras


def huber_loss(y_true, y_pred, threshold=1.0):
    pass


class HuberLoss(keras.losses.Loss):
    pass

"""Says itself that it is not written."""

import keras


def huber_loss(y_true, y_pred, threshold=1.0):
    raise NotImplementedError


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        raise NotImplementedError("later")

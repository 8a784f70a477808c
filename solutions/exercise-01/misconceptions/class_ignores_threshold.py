"""The class keeps the threshold but does not use it

HuberLoss.call does not use self.threshold, so that every HuberLoss has a threshold of 1. Hand it
on: huber_loss(y_true, y_pred, self.threshold).

Sign: no self.threshold in call
"""


class HuberLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred)

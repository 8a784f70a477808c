"""The class keeps the threshold but does not use it

HuberLoss.call uses huber_loss without handing it self.threshold, so that every HuberLoss has a
threshold of 1. Pass it on: huber_loss(y_true, y_pred, self.threshold).
"""


class HuberLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred)

"""The losses of a batch are summed by default."""


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, reduction="sum", **kwargs):
        super().__init__(reduction=reduction, **kwargs)
        self.threshold = threshold

"""dtype is taken, but not handed on."""


class HuberLoss(keras.losses.Loss):
    def __init__(
        self, threshold=1.0, reduction="sum_over_batch_size", name="huber_loss", dtype=None
    ):
        super().__init__(reduction=reduction, name=name)
        self.threshold = threshold

"""All losses share one threshold

The threshold is kept on the class (or in a global name), so the last loss made sets it for all of
them. Keep it on self: self.threshold = threshold.
"""


class HuberLoss(keras.losses.Loss):
    threshold = 1.0

    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        HuberLoss.threshold = threshold

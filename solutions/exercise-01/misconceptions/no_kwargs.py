"""__init__ takes no **kwargs

HuberLoss(2.0, name="mine") and HuberLoss(2.0, reduction="sum") fail, and so does making the
loss from its config, which holds a name. Take **kwargs and hand them to
super().__init__(**kwargs).
"""


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0):
        super().__init__()
        self.threshold = threshold

"""super().__init__ is not called

The base class never gets to set up the name, the dtype and the reduction, so that the first
call of the loss fails. Call super().__init__(**kwargs) in __init__.

Sign: no __init__ in __init__
"""


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        self.threshold = threshold

"""The default threshold of the class is 2."""


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=2.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

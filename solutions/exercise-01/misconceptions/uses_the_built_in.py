"""The work is left to Keras

keras.losses.Huber does all of it. That is what one does at work; here the point is to write it
once. Compute the loss from tensor operations.
"""


class HuberLoss(keras.losses.Huber):
    def __init__(self, threshold=1.0, **kwargs):
        kwargs.pop("delta", None)
        super().__init__(delta=threshold, **kwargs)
        self.threshold = threshold


del HuberLoss.call

"""The threshold becomes a NumPy number."""

import numpy as np


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = np.float32(threshold)

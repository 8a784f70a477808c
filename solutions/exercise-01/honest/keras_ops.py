import keras
from keras import ops


def huber_loss(y_true, y_pred, threshold=1.0):
    error = ops.subtract(y_true, y_pred)
    size = ops.abs(error)
    return ops.where(
        ops.less_equal(size, threshold),
        0.5 * ops.square(error),
        threshold * (size - 0.5 * threshold),
    )


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        config = super().get_config()
        config.update({"threshold": self.threshold})
        return config

"""All losses share the last threshold."""

THRESHOLD = 1.0


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        global THRESHOLD
        super().__init__(**kwargs)
        THRESHOLD = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, THRESHOLD)

    def get_config(self):
        return {**super().get_config(), "threshold": THRESHOLD}

"""get_config returns nothing."""


class HuberLoss(keras.losses.Loss):
    def get_config(self):
        config = super().get_config()
        config["threshold"] = self.threshold

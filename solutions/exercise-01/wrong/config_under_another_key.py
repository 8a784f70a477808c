"""The config holds the threshold as delta."""


class HuberLoss(keras.losses.Loss):
    def get_config(self):
        config = super().get_config()
        config.update({"delta": self.threshold})
        return config

"""There is no function."""


class HuberLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        e = tf.abs(y_true - y_pred)
        return tf.where(e <= self.threshold, e * e / 2, self.threshold * e - self.threshold**2 / 2)


del huber_loss

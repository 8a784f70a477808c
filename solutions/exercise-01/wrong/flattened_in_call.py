"""The losses of the class have lost their shape."""


class HuberLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return tf.reshape(huber_loss(y_true, y_pred, self.threshold), [-1])

"""call sums over the outputs

HuberLoss.call adds the losses of a sample's outputs. With three outputs the loss is three times
too large, and so is every step. Take the mean over the last axis, or return a loss per element.
"""


class HuberLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return tf.reduce_sum(huber_loss(y_true, y_pred, self.threshold), axis=-1)

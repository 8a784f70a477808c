"""The function returns one number

huber_loss takes the mean over the batch. It must return a loss for each element: weights and
reductions come later, and Keras does them. Leave tf.reduce_mean out.
"""


def huber_loss(y_true, y_pred, threshold=1.0):
    error = y_true - y_pred
    is_small = tf.abs(error) <= threshold
    linear = threshold * tf.abs(error) - threshold**2 / 2
    return tf.reduce_mean(tf.where(is_small, tf.square(error) / 2, linear))


class HuberLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        return tf.where(error <= self.threshold, tf.square(error) / 2, linear)

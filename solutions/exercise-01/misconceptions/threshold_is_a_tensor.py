"""The threshold is not kept as a plain number

A config must go into JSON; a tensor cannot, nor can a NumPy number. Keep the Python number that
is given: self.threshold = threshold. TensorFlow combines it with tensors of any dtype.
"""


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = tf.constant(threshold)

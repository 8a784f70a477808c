"""reset_states is called, which is gone from Keras 3

Keras 2's reset_states() is reset_state() in Keras 3, for your metric as for the ones inside it. An
inner metric is reset by the inherited reset_state(), so you need none of your own.

Sign: _.reset_states()
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.mean = keras.metrics.Mean()

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, self.dtype)
        y_pred = tf.cast(y_pred, self.dtype)
        error = tf.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = tf.where(error <= self.threshold, tf.square(error) / 2, linear)
        self.mean.update_state(tf.reduce_mean(losses, axis=-1), sample_weight=sample_weight)

    def result(self):
        return self.mean.result()

    def reset_state(self):
        self.mean.reset_states()

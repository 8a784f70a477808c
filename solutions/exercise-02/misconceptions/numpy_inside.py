"""Values are taken out of tensors

NumPy functions, .numpy() and float() work on values, which tensors and variables have in eager
mode only. fit runs a metric inside a graph, where there are none yet. Stay with tensors, and use
the tf (or keras.ops) function of the same name.

Sign: np | numpy | float
"""

import numpy as np


class HuberMetric(keras.metrics.Metric):
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = y_true.numpy().astype(self.dtype)
        y_pred = y_pred.numpy().astype(self.dtype)
        error = np.abs(y_true - y_pred)
        linear = self.threshold * error - self.threshold**2 / 2
        losses = np.where(error <= self.threshold, np.square(error) / 2, linear)
        losses = np.mean(losses, axis=-1)
        if sample_weight is None:
            weights = tf.ones_like(losses)
        else:
            weights = tf.cast(sample_weight, self.dtype)
        self.total.assign_add(tf.reduce_sum(losses * weights))
        self.count.assign_add(tf.reduce_sum(weights))

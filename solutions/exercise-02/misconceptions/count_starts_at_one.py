"""The count starts at one

Perhaps to avoid a division by zero, count starts with "ones": then there is always one sample too
many, one whose loss is 0. After a reset it is gone, for reset_state() sets all variables to zero.
Start with "zeros". Before the first update result() may be 0 or NaN; tf.math.divide_no_nan gives
0.

Sign: ones | Ones | ones_initializer
"""


class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="ones")

"""A Python `if` asks for the value of a variable

`if self.count == 0:` needs the value of a variable. While fit traces its graph there is none yet,
and AutoGraph does not translate what Keras calls. Use tf.math.divide_no_nan(total, count), or
tf.where.

Sign: if | while in result
"""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        if self.count == 0:
            return 0.0
        return self.total / self.count

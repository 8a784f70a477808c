"""reset_state puts the number 0 in the place of the variables

`self.total = 0.0` does not set the variable to zero: it takes it away, and the next assign_add
fails, as a float has no such method. Write self.total.assign(0.0), or leave reset_state to Keras.

Sign: self._ = _ in reset_state
"""


class HuberMetric(keras.metrics.Metric):
    def reset_state(self):
        self.total = 0.0
        self.count = 0.0

"""reset_state leaves the count as it is

total goes back to zero, count does not: after a reset the new losses are divided by the number of
all samples ever seen, and each epoch looks better than the one before. Set back every variable, or
leave reset_state to Keras.

Sign: def reset_state
"""


class HuberMetric(keras.metrics.Metric):
    def reset_state(self):
        self.total.assign(0.0)

"""reset_state leaves the sum as it is

count goes back to zero, total does not: after a reset the losses of all samples ever seen are
divided by the number of new ones. Set back every variable, or leave reset_state to Keras.

Sign: def reset_state
"""


class HuberMetric(keras.metrics.Metric):
    def reset_state(self):
        self.count.assign(0.0)

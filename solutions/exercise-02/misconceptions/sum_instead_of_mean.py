"""result() is the sum of the losses, not their mean

The losses are added up, and never divided: the result grows with every batch. Divide the sum by
the sum of the weights (the number of samples, if there are none) in result().
"""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        return self.total + 0.0

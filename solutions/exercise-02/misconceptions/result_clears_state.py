"""result() clears the state

result() is asked after every batch, to show the progress: if it resets the sums, the next batch
starts from nothing. Only reset_state() may clear them; result() only reads.

Sign: assign | reset_state | self._ = _ in result
"""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        mean = self.total / self.count
        self.total.assign(0.0)
        self.count.assign(0.0)
        return mean

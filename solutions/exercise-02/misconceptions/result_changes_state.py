"""result() overwrites the sum by the mean

The quotient is stored in total, so that asking once more divides once more, and the next batch is
added to a mean. result() only reads: return self.total / self.count, and assign nothing.

Sign: assign | assign_add | assign_sub | self._ = _ in result
"""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        self.total.assign(self.total / self.count)
        return self.total + 0.0

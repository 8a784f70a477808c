"""result() returns a Python number

float(...) and .numpy() need a value, which a tensor has in eager mode only; fit asks for result()
inside a graph. Return the tensor self.total / self.count; who needs a Python number can take
float(metric.result()).

Sign: float | numpy | item in result
"""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        return float(self.total / self.count)

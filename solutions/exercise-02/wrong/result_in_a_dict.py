"""The result is a dict."""


class HuberMetric(keras.metrics.Metric):
    def result(self):
        return {"huber": self.total / self.count}

"""get_config returns what update returns

dict.update changes the dictionary and returns None, so your get_config returns None. Return the
dictionary itself: {**super().get_config(), "threshold": self.threshold}.

Sign: return _.update(...) in get_config
"""


class HuberMetric(keras.metrics.Metric):
    def get_config(self):
        return super().get_config().update({"threshold": self.threshold})

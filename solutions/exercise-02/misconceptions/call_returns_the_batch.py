"""Called, the metric returns the batch's loss, not the result so far

metric(y_true, y_pred) is update_state and then result(): the mean over everything so far. Keras
has written that __call__ for you. Leave it alone: write update_state and result.

Sign: def __call__
"""


class HuberMetric(keras.metrics.Metric):
    def __call__(self, y_true, y_pred, sample_weight=None):
        self.update_state(y_true, y_pred, sample_weight)
        batch = HuberMetric(self.threshold)
        batch.update_state(y_true, y_pred, sample_weight)
        return batch.result()

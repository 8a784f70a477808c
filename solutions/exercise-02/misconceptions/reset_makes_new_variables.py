"""reset_state makes new variables

A new variable is no reset: a graph that was traced before goes on with the old one, and
metric.variables grows with each reset. Make variables once, in __init__, and assign 0 to them in
reset_state.

Sign: add_weight | Variable | add_variable in reset_state
"""


class HuberMetric(keras.metrics.Metric):
    def reset_state(self):
        self.total = self.add_weight(name="total", shape=(), initializer="zeros")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros")

"""get_config says nothing of the threshold

from_config(get_config()) is how Keras makes the metric again when a model is loaded: without
"threshold" it comes back with the default. Return {**super().get_config(), "threshold":
self.threshold}.
"""

del HuberMetric.get_config

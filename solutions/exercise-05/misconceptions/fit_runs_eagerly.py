"""The model asks for eager execution

compile is made to set run_eagerly=True, so fit runs all your Python code for every batch. That
helps to find a mistake; when it is found, take it away, and fit compiles your step by itself.

Sign: run_eagerly
"""


class CustomModel(keras.Model):
    def compile(self, *args, **kwargs):
        super().compile(*args, **{**kwargs, "run_eagerly": True})

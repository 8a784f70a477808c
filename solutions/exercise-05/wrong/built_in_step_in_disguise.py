"""Keras's step under another name."""


class CustomModel(keras.Model):
    _original = keras.Model.train_step

    def train_step(self, data):
        return self._original(data)

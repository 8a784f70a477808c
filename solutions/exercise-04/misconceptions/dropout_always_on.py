"""Dropout acts in predictions as well.

You call the dropout layer with training=True, so the model drops values even when it predicts,
and its answers change from call to call. Leave the argument out (Keras tells its layers whether
they are training), or hand on the `training` that `call` gets.

Sign: _(..., training=True)
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=True)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

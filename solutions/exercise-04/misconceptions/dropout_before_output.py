"""Dropout stands before the output layer.

You drop values at the end of the model. The statement asks for dropout directly after the
hidden layer, before the first repetition of block 1.
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.hidden(inputs)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        z = self.dropout(self.block2(z), training=training)
        return self.last(z)

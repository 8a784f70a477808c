"""Dropout stands inside the loop.

You drop values anew in each repetition of block 1. The statement asks for one dropout, directly
after the hidden layer and before the loop.
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.hidden(inputs)
        for _ in range(self.n_repeats):
            z = self.block1(self.dropout(z, training=training))
        return self.last(self.block2(z))

"""Dropout stands before the hidden layer.

You drop values of the inputs. The statement asks for dropout directly after the hidden layer,
on its values, before the first repetition of block 1.
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.hidden(self.dropout(inputs, training=training))
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

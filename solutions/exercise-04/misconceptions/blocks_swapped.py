"""Block 2 is repeated instead of block 1.

You apply block 1 once and block 2 n_repeats times. The block that is made first and whose
weights come first is the one to repeat.
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        z = self.block1(z)
        for _ in range(self.n_repeats):
            z = self.block2(z)
        return self.last(z)

"""Block 1 is applied one time too few.

Your loop runs n_repeats - 1 times (range(1, n) leaves out both 0 and n). n_repeats counts every
application of block 1: for _ in range(self.n_repeats).
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(1, self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

"""Block 2 is repeated too.

You apply block 1 and block 2 in turn. Only block 1 is repeated; block 2 follows once, after the
loop. In Python the indentation decides what belongs to a loop.
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
            z = self.block2(z)
        return self.last(z)

"""The second block is made, but block 1 is called instead."""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block1(z) + 0 * self.block2(z))

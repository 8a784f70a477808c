"""Block 1 is applied one time too many.

You apply block 1 n_repeats + 1 times, as if n_repeats counted the repetitions after a first
application. Here it counts all applications: for _ in range(self.n_repeats).
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(1 + self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

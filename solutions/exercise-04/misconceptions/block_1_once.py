"""Block 1 is applied only once.

Whatever n_repeats says, your outputs are those of a single application: either there is no
loop, or each round starts from the same value again. Feed the block with its own output:
z = self.block1(z), n_repeats times.
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            repeated = self.block1(z)
        return self.last(self.block2(repeated))

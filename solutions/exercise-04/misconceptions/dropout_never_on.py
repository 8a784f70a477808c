"""Dropout never acts.

Nothing is dropped in training: the dropout layer is told training=False, or no data goes
through it. Send the hidden values through it, and leave the flag to Keras, or hand on what
`call` gets: self.dropout(z, training=training).
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=False)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

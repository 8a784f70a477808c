"""A call without training counts as training.

`call` has the default training=True, so model(x) drops values. Somebody who does not mention
training wants a prediction. Write `def call(self, inputs, training=None)`, or leave the
argument out: Keras passes the flag on by itself.
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=True):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

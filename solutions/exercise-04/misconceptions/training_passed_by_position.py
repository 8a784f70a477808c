"""training is passed by position.

Keras 3 takes only tensors as positional arguments of a layer: dropout(z, training) fails as
soon as training is True or False. Name it: self.dropout(z, training=training). Or leave it out,
for Keras passes the flag on by itself.
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

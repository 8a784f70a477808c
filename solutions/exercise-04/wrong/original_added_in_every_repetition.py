"""Each repetition adds the hidden values again."""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        hidden = z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = hidden + self.block1(z) - z
        return self.last(self.block2(z))

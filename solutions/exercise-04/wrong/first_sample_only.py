"""All samples get the answer to the first."""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        inputs = inputs * 0 + inputs[:1]
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

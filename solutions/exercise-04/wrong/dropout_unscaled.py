"""Dropped, but not scaled up."""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.hidden(inputs)
        if training:
            z = self.dropout(z, training=True) * (1 - self.dropout_rate)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

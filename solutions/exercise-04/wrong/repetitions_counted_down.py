"""The attribute n_repeats is counted down, so that only the first call repeats."""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        Z = self.hidden(inputs)
        Z = self.dropout(Z, training=training)
        while self.n_repeats > 0:
            Z = self.block1(Z)
            self.n_repeats -= 1
        Z = self.block2(Z)
        return self.last(Z)

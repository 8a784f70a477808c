"""In training dropout takes the place of block 1."""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        Z = self.hidden(inputs)
        if training:
            Z = self.dropout(Z, training=True)
        else:
            for _ in range(self.n_repeats):
                Z = self.block1(Z)
        Z = self.block2(Z)
        return self.last(Z)

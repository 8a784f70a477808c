"""The outputs are cast to float64."""


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return keras.ops.cast(self.last(self.block2(z)), "float64")

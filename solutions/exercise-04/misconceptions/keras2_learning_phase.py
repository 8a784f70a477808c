"""The learning phase is asked for as in Keras 2.

keras.backend.learning_phase no longer exists in Keras 3. You do not need it: a Dropout layer
knows by itself whether it is training, and a layer of your own gets the flag as the argument
`training` of its `call`.

Sign: learning_phase
"""


class ResidualRegressor(keras.Model):
    def call(self, inputs):
        z = self.hidden(inputs)
        if keras.backend.learning_phase():
            z = self.dropout(z)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

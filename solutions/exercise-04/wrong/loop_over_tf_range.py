"""AutoGraph does not convert `call` in Keras 3."""

import tensorflow as tf


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in tf.range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

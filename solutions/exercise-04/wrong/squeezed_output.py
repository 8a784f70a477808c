"""The last axis is dropped when there is one output."""

import tensorflow as tf


class ResidualRegressor(keras.Model):
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return tf.squeeze(self.last(self.block2(z)))

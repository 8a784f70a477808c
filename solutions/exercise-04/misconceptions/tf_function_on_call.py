"""call is decorated with tf.function.

Keras 3 runs `call` once to learn the shapes, before the weights have their values. A
tf.function remembers what it saw then: for inputs of that shape your model keeps computing with
numbers that neither training nor loading can change. Leave `call` a plain method; fit and
predict compile it by themselves.

Sign: function
"""

import tensorflow as tf


class ResidualRegressor(keras.Model):
    @tf.function
    def call(self, inputs, training=None):
        z = self.dropout(self.hidden(inputs), training=training)
        for _ in range(self.n_repeats):
            z = self.block1(z)
        return self.last(self.block2(z))

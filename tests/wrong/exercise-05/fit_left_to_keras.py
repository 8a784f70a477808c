"""Only CustomModel calls the built-in step."""

import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step


class CustomModel(keras.Model):
    def train_step(self, data):
        return super().train_step(data)

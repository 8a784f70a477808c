"""The step returns zero, the class does nothing."""

import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        return tf.constant(0.0)

    return step


class CustomModel(keras.Model):
    pass

"""CustomModel has no train_step of its own

The class inherits the step of keras.Model, so fit works, but this half of the exercise is not
done. Write train_step(self, data) in the class.
"""

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
    pass

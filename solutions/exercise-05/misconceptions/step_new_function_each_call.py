"""Every call makes a new tf.function

You call tf.function inside the step, so each call has a fresh one that must be traced first:
slower than no tf.function at all. Make it once, in make_train_step, and return it.
"""

import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    def update(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    def step(x, y):
        return tf.function(update)(x, y)

    return step


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred, sample_weight=sample_weight)
        return self.get_metrics_result()

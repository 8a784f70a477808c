"""The graph is compiled by XLA as well."""

import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function(jit_compile=True)
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step


class CustomModel(keras.Model):
    def compute_step_loss(self, x, y, w):
        p = self(x, training=True)
        loss = self.compute_loss(x=x, y=y, y_pred=p, sample_weight=w)
        return p, loss

    def train_step(self, data):
        x, y, w = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape(persistent=True) as tape:
            p, loss = self.compute_step_loss(x, y, w)
        g = [tape.gradient(loss, v) for v in self.trainable_variables]
        self.optimizer.apply_gradients(zip(g, self.trainable_variables))
        self._loss_tracker.update_state(loss)
        logs = self.compute_metrics(x, y, p, w)
        return logs

"""The step updates with an optimizer of its own

You make a new optimizer that is like the one given (from its config, its name or its learning
rate) and let that update the weights. The one given never hears of it: it counts no update, and
whoever changes its learning rate later changes nothing. Use the optimizer itself.
"""

import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    mine = type(optimizer).from_config(optimizer.get_config())

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        mine.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

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

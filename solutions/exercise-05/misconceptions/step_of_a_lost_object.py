"""The object that holds the step is thrown away

The step is a method with @tf.function, and of its object nothing is kept: make_train_step returns
`Trainer(...).step`. Such a method does not keep its object alive. Once make_train_step has
returned, the object is gone and self is None. Wrap the bound method instead,
`return tf.function(trainer.step)` without a decorator, or use an inner function.
"""

import keras
import tensorflow as tf


class Trainer:
    def __init__(self, model, optimizer, loss_fn):
        self.model = model
        self.optimizer = optimizer
        self.loss_fn = loss_fn

    @tf.function
    def step(self, x, y):
        with tf.GradientTape() as tape:
            total = self.loss_fn(y, self.model(x, training=True)) + sum(self.model.losses)
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total


def make_train_step(model, optimizer, loss_fn):
    return Trainer(model, optimizer, loss_fn).step


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

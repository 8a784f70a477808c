"""The step is a bound method that tf.function wraps; the trainer keeps a record of what it did."""

import keras
import tensorflow as tf


class Trainer:
    def __init__(self, model, optimizer, loss_fn):
        self.model = model
        self.optimizer = optimizer
        self.loss_fn = loss_fn

    def total(self, x, y):
        main = self.loss_fn(y, self.model(x, training=True))
        return tf.add_n([main, *self.model.losses])

    def step(self, x, y):
        with tf.GradientTape() as tape:
            total = self.total(x, y)
        gradients = tape.gradient(total, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        return total


def make_train_step(model, optimizer, loss_fn):
    return tf.function(Trainer(model, optimizer, loss_fn).step)


class CustomModel(keras.Model):
    def _forward(self, x, y, sample_weight):
        y_pred = self(x, training=True)
        return y_pred, self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)

    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred, loss = self._forward(x, y, sample_weight)
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        loss_metric, *others = self.metrics
        loss_metric.update_state(loss)
        for metric in others:
            metric.update_state(y, y_pred, sample_weight)
        return self.get_metrics_result()

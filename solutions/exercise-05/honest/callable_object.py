"""The step is an object with a compiled method; train_step is itself a tf.function."""

import keras
import tensorflow as tf


class Stepper:
    def __init__(self, model, optimizer, loss_fn):
        self.model = model
        self.optimizer = optimizer
        self.loss_fn = loss_fn

    @tf.function
    def __call__(self, x, y):
        with tf.GradientTape(persistent=True) as tape:
            y_pred = self.model(x, training=True)
            total = self.loss_fn(y, y_pred)
            for extra in self.model.losses:
                total = total + extra
        weights = self.model.trainable_weights
        gradients = tape.gradient(total, weights)
        del tape
        self.optimizer.apply_gradients(list(zip(gradients, weights)))
        return total


def make_train_step(model, optimizer, loss_fn):
    return Stepper(model, optimizer, loss_fn)


class CustomModel(keras.Model):
    @tf.function
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        self.optimizer.apply_gradients(
            zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        )
        tracker, *others = self.metrics
        tracker.update_state(loss)
        for metric in others:
            metric.update_state(y, y_pred)
        return {name: value for name, value in self.get_metrics_result().items()}

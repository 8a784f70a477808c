"""The tape is stopped around what needs no gradient; keyword arguments; a decorated inner function."""

import functools

import keras
import tensorflow as tf


def compiled(function):
    graph = tf.function(function)

    @functools.wraps(function)
    def wrapper(*args):
        return graph(*args)

    return wrapper


def make_train_step(model, optimizer, loss_fn):
    @compiled
    def step(x, y):
        with tf.GradientTape() as tape:
            total = loss_fn(y, model(inputs := x, training=True))
            total = functools.reduce(tf.add, model.losses, total)
            with tape.stop_recording():
                trainable = model.trainable_variables
        gradients = tape.gradient(target=total, sources=trainable)
        optimizer.apply_gradients(grads_and_vars=zip(gradients, trainable))
        return total

    return step


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred, sample_weight=sample_weight)
        gradients = tape.gradient(loss, self.trainable_variables)
        pairs = [(g, v) for g, v in zip(gradients, self.trainable_variables) if g is not None]
        self.optimizer.apply_gradients(pairs)
        by_name = {metric.name: metric for metric in self.metrics}
        by_name.pop("loss").update_state(loss)
        for metric in by_name.values():
            metric.update_state(y, y_pred, sample_weight=sample_weight)
        return self.get_metrics_result()

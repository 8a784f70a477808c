from __future__ import annotations
import dataclasses
from typing import Callable
import keras
import tensorflow as tf


@dataclasses.dataclass(frozen=True, eq=False)
class State:
    model: keras.Model
    optimizer: keras.optimizers.Optimizer
    loss_fn: keras.losses.Loss

    def total(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        y_pred = self.model(x, training=True)
        return self.loss_fn(y, y_pred) + sum(self.model.losses)

    def run(self, x, y):
        with tf.GradientTape() as tape:
            total = self.total(x, y)
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total


def make_train_step(
    model: keras.Model, optimizer: keras.optimizers.Optimizer, loss_fn: keras.losses.Loss
) -> Callable:
    return tf.function(State(model, optimizer, loss_fn).run)


@keras.saving.register_keras_serializable()
class CustomModel(keras.Model):
    def train_step(self, data: tuple) -> dict[str, tf.Tensor]:
        match data:
            case (x, y):
                weight = None
            case (x, y, weight):
                pass
        with tf.GradientTape() as tape:
            predictions = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=predictions, sample_weight=weight)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        tracker = next(m for m in self.metrics if m.name == "loss")
        tracker.update_state(loss)
        for metric in self.metrics:
            if metric is not tracker:
                metric.update_state(y, predictions)
        return {m.name: m.result() for m in self.metrics}

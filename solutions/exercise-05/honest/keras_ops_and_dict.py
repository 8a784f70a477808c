"""keras.ops for the total, logs joined from two dicts, **kwargs in the constructor."""

import keras
import tensorflow as tf
from keras import ops


def make_train_step(model: keras.Model, optimizer: keras.optimizers.Optimizer, loss_fn):
    """Make a step."""

    @tf.function(reduce_retracing=True)
    def step(x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            y_pred = model(x, training=True)
            total = ops.add(loss_fn(y_true=y, y_pred=y_pred), ops.sum(ops.convert_to_tensor(model.losses)) if model.losses else 0.0)
        grads_and_vars = zip(tape.gradient(total, model.trainable_variables), model.trainable_variables)
        optimizer.apply_gradients(grads_and_vars)
        return total

    return step


@keras.saving.register_keras_serializable(package="course")
class CustomModel(keras.Model):
    def __init__(self, *args, **kwargs):
        super(CustomModel, self).__init__(*args, **kwargs)
        self.steps_seen = 0

    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)

        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, training=True)
            scaled = self.optimizer.scale_loss(loss)

        gradients = tape.gradient(scaled, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))

        logs = {}
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss, sample_weight=ops.shape(x)[0])
            else:
                metric.update_state(y, y_pred, sample_weight)
            result = metric.result()
            if isinstance(result, dict):
                logs.update(result)
            else:
                logs[metric.name] = result
        return logs

"""One tf.function in the module, with an optimizer that a wrapper builds beforehand."""

import keras
import tensorflow as tf


@tf.function
def _update(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        predictions = model(x, training=True)
        total = tf.reduce_sum(tf.stack([loss_fn(y, predictions)] + model.losses))
    gradients = tape.gradient(total, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return total


def make_train_step(model, optimizer, loss_fn):
    def step(x, y):
        if not model.built:
            model.build(x.shape)
        if not optimizer.built:
            optimizer.build(model.trainable_variables)
        return _update(model, optimizer, loss_fn, x, y)

    return step


class TrainsByHand:
    def train_step(self, data):
        x, y, weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=weight)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        for metric in self.metrics:
            metric.update_state(*((loss,) if metric.name == "loss" else (y, y_pred)))
        return self.get_metrics_result()


class CustomModel(TrainsByHand, keras.Model):
    pass

"""Both halves use one helper; the base class has the step."""

import keras
import tensorflow as tf


def update(forward, model, optimizer):
    with tf.GradientTape() as tape:
        result = forward()
        loss = result[0]
    variables = list(model.trainable_variables)
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients((g, v) for g, v in zip(gradients, variables))
    return result


def make_train_step(model, optimizer, loss_fn):
    def step(x, y):
        def forward():
            return (loss_fn(y, model(x, training=True)) + tf.math.add_n(model.losses or [0.0]),)

        return update(forward, model, optimizer)[0]

    compiled = tf.function(step)

    def call(x, y):
        return compiled(x, y)

    return call


class _Base(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)

        def forward():
            y_pred = self(x, training=True)
            return self.compute_loss(x, y, y_pred, sample_weight), y_pred

        loss, y_pred = update(forward, self, self.optimizer)
        self.metrics[0].update_state(loss)
        return {**self.compute_metrics(x, y, y_pred, sample_weight)}


class CustomModel(_Base):
    """Nothing of its own."""

"""Exercise 05: one step of training by hand, as a function of your own and inside `fit`."""

import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    """A compiled function `step(x, y)` that trains the model on one batch.

    step(x, y) updates the model once, with the given optimizer, and returns the total loss (a
    scalar tensor) from before the update: loss_fn(y, predictions) plus all of model.losses.
    """

    ### BEGIN SOLUTION
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step
    ### END SOLUTION


class CustomModel(keras.Model):
    """A model whose `fit` trains with the step written here, and gives what plain Keras gives."""

    def train_step(self, data):
        """Train on one batch, (x, y) or (x, y, sample_weight), and return the logs: a dict."""
        ### BEGIN SOLUTION
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
        ### END SOLUTION

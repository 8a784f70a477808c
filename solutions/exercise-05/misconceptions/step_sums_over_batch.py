"""The step sums the loss over the batch

You multiply the mean that loss_fn returns by the batch size (or sum the losses of the samples).
Gradients then grow with the batch, and so does the step, unlike in fit. loss_fn has reduced the
batch already: use its number as it is.
"""

import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = loss_fn(y, model(x, training=True)) * tf.cast(tf.shape(y)[0], y.dtype)
            total = tf.add_n([total, *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
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

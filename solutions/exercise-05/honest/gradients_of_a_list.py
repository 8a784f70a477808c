import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    """Gradients of the parts are added: that of the loss and those of the layers' losses."""

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            y_pred = model(x, training=True)
            parts = [loss_fn(y, y_pred), *model.losses]
        grads = tape.gradient(parts, model.trainable_variables)  # the gradient of their sum
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
        return tf.add_n(parts)

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
        return {m.name: m.result() for m in self.metrics}

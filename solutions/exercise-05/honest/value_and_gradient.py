import keras
import tensorflow as tf


def value_and_gradient(f, variables):
    with tf.GradientTape() as tape:
        value = f()
    variables = variables()
    return value, zip(tape.gradient(value, variables), variables)


def make_train_step(model, optimizer, loss_fn):
    def total_loss(x, y):
        predictions = model(x, training=True)
        return sum(model.losses, start=loss_fn(y, predictions))

    @tf.function
    def step(x, y):
        total, pairs = value_and_gradient(
            lambda: total_loss(x, y), lambda: model.trainable_variables
        )
        optimizer.apply_gradients(pairs)
        return total

    return step


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, w = keras.utils.unpack_x_y_sample_weight(data)
        y_pred = None

        def objective():
            nonlocal y_pred
            y_pred = self(x, training=True)
            return self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=w)

        loss, pairs = value_and_gradient(objective, lambda: self.trainable_variables)
        self.optimizer.apply_gradients(pairs)
        self.metrics[0].update_state(loss)
        self.compute_metrics(x, y, y_pred, w)
        return self.get_metrics_result()

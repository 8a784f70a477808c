import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = loss_fn(y, model(x, training=True)) + sum(model.losses)
        v = model.trainable_variables
        g = tape.gradient(total, v)
        if not optimizer.built:
            optimizer.build(v)
        optimizer.apply(g)
        return total

    return step


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sw = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sw)
        g = tape.gradient(loss, self.trainable_variables)
        if not self.optimizer.built:
            self.optimizer.build(self.trainable_variables)
        self.optimizer.apply(g)
        self._loss_tracker.update_state(loss)
        return self.compute_metrics(x, y, y_pred)

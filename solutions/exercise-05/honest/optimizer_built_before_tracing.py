import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def train_on(x, y):
        with tf.GradientTape() as tape:
            prediction = model(x, training=True)
            total = (
                loss_fn(y, prediction) + keras.ops.sum(keras.ops.stack(model.losses))
                if model.losses
                else loss_fn(y, prediction)
            )
        variables = model.trainable_variables
        gradients = tape.gradient(total, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return total

    def step(x, y):
        if not model.built:
            model(x[:1], training=False)
        if not optimizer.built:
            optimizer.build(model.trainable_variables)
        return train_on(x, y)

    return step


class CustomModel(keras.Model):
    def build_optimizer(self):
        if not self.optimizer.built:
            with tf.init_scope():
                self.optimizer.build(self.trainable_variables)

    def train_step(self, data):
        self.build_optimizer()
        x, y, w = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=w)
        self.optimizer.apply_gradients(
            zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        )
        return {"loss": self._record(loss), **self.compute_metrics(x, y, y_pred, w)}

    def _record(self, loss):
        tracker = next(m for m in self.metrics if m.name == "loss")
        tracker.update_state(loss)
        return tracker.result()

import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def forward(x, y):
        y_pred = model(x, training=True)
        return loss_fn(y, y_pred) + sum(model.losses)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = forward(x, y)
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    return step


class CustomModel(keras.Model):
    def train_step(self, data):
        return self._inner(data)

    def _inner(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        tape = tf.GradientTape()
        with tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        out = {}
        for m in self.metrics:
            if m.name == "loss":
                m.update_state(loss)
            else:
                m.update_state(y, y_pred)
            r = m.result()
            out.update(r if isinstance(r, dict) else {m.name: r})
        return out

import keras
import tensorflow as tf
from keras import ops


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            y_pred = model(x, training=True)
            parts = keras.tree.flatten([loss_fn(y, y_pred), model.losses])
            total = ops.sum(ops.stack(parts))
        grads = tape.gradient(total, model.trainable_variables)
        optimizer.apply(grads, trainable_variables=model.trainable_variables)
        return total

    return step


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch([v.value for v in self.trainable_variables])
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        grads = tape.gradient(loss, [v.value for v in self.trainable_variables])
        self.optimizer.apply(grads, self.trainable_variables)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y_true=y, y_pred=y_pred)
        return {metric.name: metric.result() for metric in self.metrics}

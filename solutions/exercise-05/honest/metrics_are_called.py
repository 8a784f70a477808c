import keras
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function(autograph=False)
    def step(x, y):
        with tf.GradientTape() as tape:
            total = loss_fn(y_true=y, y_pred=model(x, training=True))
            for l in model.losses:
                total += l
        variables = model.trainable_variables
        grads = tape.gradient(total, variables, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        optimizer.apply_gradients(zip(grads, variables))
        return total

    return step


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sw = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sw)
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        logs = {}
        for m in self.metrics:
            logs[m.name] = m(loss) if m.name == "loss" else m(y, y_pred)
        return logs

import keras, tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    f = tf.function(lambda x, y: _go(model, optimizer, loss_fn, x, y))
    return lambda x, y: f(x, y)


def _go(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as t:
        total = loss_fn(y, model(x, training=True))
        total = total + sum(model.losses)
    vs = model.trainable_weights
    optimizer.apply_gradients(zip(t.gradient(total, vs), vs))
    return total


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sw = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as t:
            p = self(x, training=True)
            total = self.compute_loss(x=x, y=y, y_pred=p, sample_weight=sw)
        vs = self.trainable_weights
        self.optimizer.apply_gradients(zip(t.gradient(total, vs), vs))
        return {
            m.name: (
                m.update_state(total) if m.name == "loss" else m.update_state(y, p),
                m.result(),
            )[1]
            for m in self.metrics
        }

"""tf.keras throughout, short names, the loss of compile called through compute_loss."""

import tensorflow as tf


def make_train_step(m, opt, fn):
    @tf.function
    def f(x, y):
        with tf.GradientTape() as t:
            p = m(x, training=True)
            L = fn(y, p)
            if m.losses:
                L += tf.add_n(m.losses)
        v = m.trainable_weights
        g = t.gradient(L, v)
        opt.apply_gradients(zip(g, v))
        return L
    return f


class CustomModel(tf.keras.Model):
    def train_step(self, d):
        x, y, w = tf.keras.utils.unpack_x_y_sample_weight(d)
        with tf.GradientTape() as t:
            p = self(x, training=True)
            L = self.compute_loss(x=x, y=y, y_pred=p, sample_weight=w)
        v = self.trainable_weights
        g = t.gradient(L, v)
        self.optimizer.apply_gradients(zip(g, v))
        [m.update_state(L) if m.name == "loss" else m.update_state(y, p, w) for m in self.metrics]
        return {m.name: m.result() for m in self.metrics}

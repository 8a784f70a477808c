"""Everything made before tracing in tf.init_scope; jit_compile=False written out; tape entered by hand."""

import tensorflow as tf
import keras


def make_train_step(model, optimizer, loss_fn):
    def python_step(x, y):
        tape = tf.GradientTape()
        tape.__enter__()
        y_pred = model(x, training=True)
        total = loss_fn(y, y_pred)
        total = tf.math.accumulate_n([total, *model.losses]) if len(model.losses) > 0 else total
        tape.__exit__(None, None, None)
        with tf.init_scope():
            if not optimizer.built:
                optimizer.build(model.trainable_variables)
        optimizer.apply_gradients(
            zip(tape.gradient(total, model.trainable_variables), model.trainable_variables),
        )
        return total

    return tf.function(python_step, jit_compile=False)


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        tvars = self.trainable_variables
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        grads = tape.gradient(loss, tvars)
        self.optimizer.apply_gradients(zip(grads, tvars))
        for metric in self.metrics:
            if "loss" == metric.name:
                metric.update_state(loss)
                continue
            metric.update_state(y, y_pred, sample_weight=sample_weight)
        return {metric.name: metric.result() for metric in self.metrics}

"""A demonstration at the end, protected; prints while tracing; an attribute for the last loss."""

import keras
import numpy as np
import tensorflow as tf


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        print("tracing", x.shape, y.shape)
        with tf.GradientTape() as tape:
            y_pred = model(x, training=True)
            losses = [loss_fn(y, y_pred)]
            losses.extend(model.losses)
            total = tf.add_n(losses)
        gradients = tape.gradient(total, model.trainable_variables)
        for gradient, variable in zip(gradients, model.trainable_variables):
            tf.debugging.check_numerics(gradient, "gradient")
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return total

    return step


class CustomModel(keras.Model):
    def __init__(self, inputs, outputs, **kwargs):
        super().__init__(inputs=inputs, outputs=outputs, **kwargs)

    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        for metric in self.metrics:
            if isinstance(metric, keras.metrics.Mean) and metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred, sample_weight=sample_weight)
        return dict(self.get_metrics_result())


if __name__ == "__main__":
    inputs = keras.Input((3,))
    demo = CustomModel(inputs, keras.layers.Dense(1)(inputs))
    demo.compile(loss="mse", optimizer="sgd")
    demo.fit(np.zeros((4, 3)), np.zeros((4, 1)))

"""self.loss is called

self.loss is what was given to compile, often only a name such as "mse": it cannot be called.
self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight) uses the loss whatever
its form, and adds self.losses.

Sign: self.loss(...)
"""


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.loss(y, y_pred) + sum(self.losses)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred, sample_weight=sample_weight)
        return self.get_metrics_result()

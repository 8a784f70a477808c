"""train_step gives the optimizer one variable at a time

You call apply_gradients inside a loop over the variables. In Keras 3 an optimizer is built for
the variables of its first call, and knows no others; each call also counts as an update. Hand
it all pairs at once: apply_gradients(zip(gradients, variables)).
"""


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        variables = self.trainable_variables
        for gradient, variable in zip(tape.gradient(loss, variables), variables):
            self.optimizer.apply_gradients([(gradient, variable)])
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred, sample_weight=sample_weight)
        return self.get_metrics_result()

"""The tracker of the loss gets targets and predictions

You update every metric of self.metrics with y and y_pred. The first, named "loss", is a plain
mean: it takes the first for its values and the second for weights. Give it the loss:
update_state(loss).
"""


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        for metric in self.metrics:
            metric.update_state(y, y_pred)
        return self.get_metrics_result()

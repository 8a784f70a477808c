"""The tracker of the loss is never updated

You return compute_metrics(x, y, y_pred, sample_weight), which updates the metrics of compile
only: the history says that the loss is 0. The metric named "loss" in self.metrics must be
updated with the loss of the batch.
"""


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return self.compute_metrics(x, y, y_pred, sample_weight=sample_weight)

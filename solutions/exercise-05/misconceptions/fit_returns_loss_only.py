"""train_step returns the loss of the batch and updates no metric

{"loss": loss} is not what fit reports: at the end of an epoch it asks the metrics of
self.metrics, and you have updated none of them. Update each of them, the one named "loss" with
the loss, and return their results.
"""


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return {"loss": loss}

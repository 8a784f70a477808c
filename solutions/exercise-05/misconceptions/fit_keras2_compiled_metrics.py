"""self.compiled_metrics, as in Keras 2

In Keras 3 compiled_metrics.update_state(y, y_pred) hands targets and predictions to the tracker
of the loss as well, so that the history holds numbers that are no losses. Loop over
self.metrics: the metric named "loss" is updated with the loss, every other with y and y_pred.

Sign: compiled_metrics
"""


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.compiled_metrics.update_state(y, y_pred, sample_weight)
        return {metric.name: metric.result() for metric in self.metrics}

"""The step sums the loss over the batch

You multiply the mean that loss_fn returns by the batch size (or sum the losses of the samples).
Gradients then grow with the batch, and so does the step, unlike in fit. loss_fn has reduced the
batch already: use its number as it is.
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = loss_fn(y, model(x, training=True)) * tf.cast(tf.shape(y)[0], y.dtype)
            total = tf.add_n([total, *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

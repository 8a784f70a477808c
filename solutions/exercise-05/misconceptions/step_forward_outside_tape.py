"""In the step, predictions or loss come about outside the tape

The call of the model or that of loss_fn stands outside `with tf.GradientTape()`. The tape has
not seen how the loss came from the weights, so every gradient is None and the optimizer refuses
them. Both calls belong inside.
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        y_pred = model(x, training=True)
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, y_pred), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

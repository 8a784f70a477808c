"""The step returns the loss without model.losses

Your gradient is that of the total, but you return loss_fn(y, y_pred) alone. What is reported
should be what is minimised, as in fit: return the total.
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(y, model(x, training=True))
            total = tf.add_n([loss, *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return loss

    return step

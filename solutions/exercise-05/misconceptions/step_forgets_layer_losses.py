"""The step forgets model.losses

You train on loss_fn(y, y_pred) alone. Regularizers and layers that call add_loss put their
losses into model.losses, and nobody adds them for you outside fit. After the call of the model,
inside the tape: total = loss + sum(model.losses).
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = loss_fn(y, model(x, training=True))
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

"""The step adds model.losses after the tape

The total you return is right, but you add model.losses after the `with` block: the gradient
belongs to loss_fn alone, so regularization is reported and never felt. Add them inside the
tape, and take the gradient of the total.
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(y, model(x, training=True))
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return tf.add_n([loss, *model.losses])

    return step

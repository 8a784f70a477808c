"""model.losses is read before the model is called

You read model.losses in make_train_step, or before the call in the step. The list is made anew
by each call of the model: what you hold belongs to no batch at all. Read it inside the tape,
after model(x, training=True).
"""


def make_train_step(model, optimizer, loss_fn):
    layer_losses = list(model.losses)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *layer_losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

"""model.trainable_variables is read too early

You read the variables in make_train_step, once. A layer that is frozen afterwards is still
trained, and a model that has not been called yet has no variables at all. Read
model.trainable_variables inside the step, after the call of the model.
"""


def make_train_step(model, optimizer, loss_fn):
    variables = model.trainable_variables

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

"""The optimizer is built before the model has weights

You call optimizer.build(model.trainable_variables) in make_train_step. A model that has not
been called yet has no variables, so the optimizer is built for none and refuses them later.
Leave this to the first update, or build the optimizer inside the step, after the call of the
model.

Sign: build
"""


def make_train_step(model, optimizer, loss_fn):
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

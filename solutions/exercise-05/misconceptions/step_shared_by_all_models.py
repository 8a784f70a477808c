"""One tf.function for all models

Your tf.function stands outside make_train_step and is used for every model. It may make
variables (those of the optimizer) in its first call only, so a second model fails. Define it
inside make_train_step: each model gets its own.
"""


@tf.function
def train(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
    variables = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
    return total


def make_train_step(model, optimizer, loss_fn):
    def step(x, y):
        return train(model, optimizer, loss_fn, x, y)

    return step

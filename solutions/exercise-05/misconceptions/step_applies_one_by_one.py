"""The optimizer is given one variable at a time

You call apply_gradients inside a loop over the variables. In Keras 3 an optimizer is built for
the variables of its first call, and knows no others; each call also counts as an update. Hand
it all pairs at once: apply_gradients(zip(gradients, variables)).
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        for gradient, variable in zip(tape.gradient(total, variables), variables):
            optimizer.apply_gradients([(gradient, variable)])
        return total

    return step

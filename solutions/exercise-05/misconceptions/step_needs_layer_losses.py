"""tf.add_n on an empty list

tf.add_n(model.losses) fails when no layer has a loss: the list is empty, and add_n does not
know which shape zero should have. Put the loss itself into the list, tf.add_n([loss] +
model.losses), or use Python's sum(model.losses), which begins with 0.

Sign: _.add_n(_.losses)
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(y, model(x, training=True))
            total = loss + tf.add_n(model.losses)
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

"""The step adds model.losses twice

The regularization losses enter your total two times, so they pull twice as hard as asked for.
model.losses holds every one of them once: add it once.
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses, *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

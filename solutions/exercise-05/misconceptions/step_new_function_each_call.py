"""Every call makes a new tf.function

You call tf.function inside the step, so each call has a fresh one that must be traced first:
slower than no tf.function at all. Make it once, in make_train_step, and return it.
"""


def make_train_step(model, optimizer, loss_fn):
    def update(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    def step(x, y):
        return tf.function(update)(x, y)

    return step

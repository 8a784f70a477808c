"""The step updates model.variables

You use model.variables, which holds frozen weights too. The tape has gradients for them, so
layers with trainable = False are trained all the same. Use model.trainable_variables, both for
the gradient and for the update.
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

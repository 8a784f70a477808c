"""Updates with every second call only."""


def make_train_step(model, optimizer, loss_fn):
    calls = tf.Variable(0)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        calls.assign_add(1)
        if calls % 2 == 0:
            optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

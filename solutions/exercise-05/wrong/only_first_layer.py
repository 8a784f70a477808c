"""Trains the first two weights only."""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables[:2]
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

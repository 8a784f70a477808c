"""Trains on the batch of the first call for ever."""


def make_train_step(model, optimizer, loss_fn):
    seen = []

    @tf.function
    def train(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    def step(x, y):
        if not seen:
            seen.append((x, y))
        return train(*seen[0])

    return step

"""Turns tensors into Python tuples, so that every new batch is traced anew."""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def train(x, y):
        x, y = tf.constant(x), tf.constant(y)
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    def step(x, y):
        return train(tuple(map(tuple, x.numpy().tolist())), tuple(map(tuple, y.numpy().tolist())))

    return step

"""Only the step calls train_on_batch."""


def make_train_step(model, optimizer, loss_fn):
    model.compile(optimizer=optimizer, loss=loss_fn)

    def step(x, y):
        return tf.constant(model.train_on_batch(x, y))

    return step

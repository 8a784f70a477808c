"""The step compiles the model and calls fit."""


def make_train_step(model, optimizer, loss_fn):
    model.compile(optimizer=optimizer, loss=loss_fn)

    def step(x, y):
        history = model.fit(x, y, batch_size=len(x), verbose=0)
        return tf.constant(history.history["loss"][0])

    return step

"""The step returns zero, the class does nothing."""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        return tf.constant(0.0)

    return step


del CustomModel.train_step

"""The object that holds the step is thrown away

The step is a method with @tf.function, and of its object nothing is kept: make_train_step returns
`Trainer(...).step`. Such a method does not keep its object alive. Once make_train_step has
returned, the object is gone and self is None. Wrap the bound method instead,
`return tf.function(trainer.step)` without a decorator, or use an inner function.
"""


class Trainer:
    def __init__(self, model, optimizer, loss_fn):
        self.model = model
        self.optimizer = optimizer
        self.loss_fn = loss_fn

    @tf.function
    def step(self, x, y):
        with tf.GradientTape() as tape:
            total = self.loss_fn(y, self.model(x, training=True)) + sum(self.model.losses)
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total


def make_train_step(model, optimizer, loss_fn):
    return Trainer(model, optimizer, loss_fn).step

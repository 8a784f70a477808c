"""The step returns a NumPy number

Outside the tf.function you turn the loss into a NumPy number with .numpy(). Whoever calls the
step may want to go on computing with tensors, in a graph as well: return the tensor itself.

Sign: numpy | float | item
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    def numpy_step(x, y):
        return step(x, y).numpy()

    return numpy_step

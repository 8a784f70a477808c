"""The step turns the loss into a number

You return total.numpy() or float(total). Inside a tf.function there is no number yet, only a
symbol for one, so this fails while tracing. Return the tensor; whoever calls the step can
convert it.

Sign: numpy | float | item
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total.numpy()

    return step

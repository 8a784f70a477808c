"""The step is not a tf.function

Your step is right, but it is a plain Python function: every call runs all the Python code of
model and optimizer again, many times slower than the graph. Write @tf.function above the inner
function.

Sign: no function
"""


def make_train_step(model, optimizer, loss_fn):
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

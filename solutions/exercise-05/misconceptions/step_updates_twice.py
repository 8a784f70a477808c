"""The step updates the weights twice

optimizer.apply_gradients runs twice with the same gradients. With plain SGD this looks like a
doubled learning rate; with momentum or Adam it is something else altogether, and schedules run
at double speed. One step, one update.
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        gradients = tape.gradient(total, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        optimizer.apply_gradients(zip(gradients, variables))
        return total

    return step

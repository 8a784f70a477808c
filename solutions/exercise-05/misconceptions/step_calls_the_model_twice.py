"""The model is called twice in a step

Each call with training=True has effects: batch normalization moves its statistics, dropout
draws anew, and the losses of the layers come from the last call. Call the model once, keep
y_pred, and use it for everything.
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            y_pred = model(x, training=True)
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

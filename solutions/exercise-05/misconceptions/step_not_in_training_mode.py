"""The step predicts without training=True

You call the model without training=True, so your step sees the model as it is for predictions:
Dropout drops nothing, and BatchNormalization uses its moving statistics and never updates them.
fit would say training=True for you; a loop of your own has to say it: model(x, training=True).
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

"""The step makes an SGD of its own with the same learning rate."""


def make_train_step(model, optimizer, loss_fn):
    mine = keras.optimizers.SGD(optimizer.learning_rate.numpy())

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        mine.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step

"""The first step only builds."""


def make_train_step(model, optimizer, loss_fn):
    first = tf.Variable(True)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            y_pred = model(x, training=True)
            loss = loss_fn(y, y_pred)
            loss = tf.add_n([loss] + model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        if not first:
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        first.assign(False)
        return loss

    return step

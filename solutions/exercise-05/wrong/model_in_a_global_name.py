"""The model of the last make_train_step serves all steps."""


def make_train_step(model, optimizer, loss_fn):
    global MODEL
    MODEL = model

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            y_pred = MODEL(x, training=True)
            loss = loss_fn(y, y_pred)
            loss = tf.add_n([loss] + model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    return step

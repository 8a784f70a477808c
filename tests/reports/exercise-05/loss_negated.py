"""The loss is negated for the gradient."""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(y, model(x, training=True)) + sum(model.losses)
        weights = model.trainable_weights
        grads = tape.gradient(loss, weights)
        optimizer.apply([tf.multiply(g, -1.0) for g in grads], weights)
        return loss

    return step

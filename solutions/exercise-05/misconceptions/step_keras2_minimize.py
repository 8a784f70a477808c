"""optimizer.minimize, as in Keras 2

Optimizers of Keras 3 have no minimize. Compute the gradients with the tape and call
optimizer.apply_gradients(zip(gradients, variables)), or optimizer.apply(gradients, variables).

Sign: minimize
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.minimize(total, variables, tape=tape)
        return total

    return step
